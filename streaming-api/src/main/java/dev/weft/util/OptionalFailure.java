package dev.weft.util;

import java.io.Serializable;
import java.util.Objects;

/** A value, or the failure that came instead. Immutable. */
public final class OptionalFailure<T> implements Serializable {
    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // values that are to travel must be serializable themselves
    private final T value;

    private final Throwable failure;

    private OptionalFailure(T value, Throwable failure) {
        this.value = value;
        this.failure = failure;
    }

    /** A value. */
    public static <T> OptionalFailure<T> of(T value) {
        return new OptionalFailure<>(value, null);
    }

    /** A failure instead of a value. */
    public static <T> OptionalFailure<T> ofFailure(Throwable failureCause) {
        return new OptionalFailure<>(null, Objects.requireNonNull(failureCause, "failureCause"));
    }

    /**
     * The value.
     *
     * @throws FlinkException with the failure as its cause
     */
    public T get() throws FlinkException {
        if (failure != null) {
            throw new FlinkException(message(), failure);
        }
        return value;
    }

    /**
     * The value.
     *
     * @throws FlinkRuntimeException with the failure as its cause
     */
    public T getUnchecked() {
        if (failure != null) {
            throw new FlinkRuntimeException(message(), failure);
        }
        return value;
    }

    private String message() {
        return failure.getMessage() == null ? failure.toString() : failure.getMessage();
    }

    /** Whether this is a failure. */
    public boolean isFailure() {
        return failure != null;
    }

    /** The failure, or null when there is a value. */
    public Throwable getFailureCause() {
        return failure;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof OptionalFailure<?> that
                && Objects.equals(that.value, value)
                && Objects.equals(that.failure, failure);
    }

    @Override
    public int hashCode() {
        return Objects.hash(value, failure);
    }

    @Override
    public String toString() {
        return failure == null ? String.valueOf(value) : "failed: " + message();
    }
}
