package dev.weft.util;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;

/** What programs do with exceptions: look for one among causes, throw it on, unwrap it, print it. Stateless. */
public final class ExceptionUtils {

    /** The text of no exception. */
    public static final String STRINGIFIED_NULL_EXCEPTION = "(null)";

    private ExceptionUtils() {}

    /** The stack trace with all causes; {@link #STRINGIFIED_NULL_EXCEPTION} for null. */
    public static String stringifyException(Throwable e) {
        if (e == null) {
            return STRINGIFIED_NULL_EXCEPTION;
        }
        StringWriter text = new StringWriter();
        e.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    /**
     * Looks for an exception of a type.
     *
     * @param throwable where to look: it and its causes, outermost first; null has none
     * @param searchType the type; subclasses count
     */
    public static <T extends Throwable> Optional<T> findThrowable(Throwable throwable, Class<T> searchType) {
        return findThrowable(throwable, searchType::isInstance).map(searchType::cast);
    }

    /**
     * Looks for an exception by a condition.
     *
     * @param throwable where to look: it and its causes, outermost first; null has none
     */
    public static Optional<Throwable> findThrowable(Throwable throwable, Predicate<Throwable> predicate) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Throwable at = throwable; at != null && seen.add(at); at = at.getCause()) {
            if (predicate.test(at)) {
                return Optional.of(at);
            }
        }
        return Optional.empty();
    }

    /**
     * Looks for an exception whose message contains a text.
     *
     * @param throwable where to look: it and its causes, outermost first; null has none
     */
    public static Optional<Throwable> findThrowableWithMessage(Throwable throwable, String searchMessage) {
        return findThrowable(
                throwable, at -> at.getMessage() != null && at.getMessage().contains(searchMessage));
    }

    /**
     * Collects the failures of several steps that are all to be made: the first one is kept, with the later ones suppressed in it.
     *
     * @param newException what has failed now
     * @param previous what had failed before, null when nothing had
     * @return the failure to throw in the end
     */
    public static <T extends Throwable> T firstOrSuppressed(T newException, T previous) {
        Objects.requireNonNull(newException, "newException");
        if (previous == null) {
            return newException;
        }
        if (previous != newException) {
            previous.addSuppressed(newException);
        }
        return previous;
    }

    /** Throws an unchecked exception or an error as it is, a checked exception within a {@link RuntimeException}. */
    public static void rethrow(Throwable t) {
        throwUnchecked(t);
        throw new RuntimeException(t);
    }

    /** As {@link #rethrow(Throwable)}, with the message of the exception around a checked one. */
    public static void rethrow(Throwable t, String parentMessage) {
        throwUnchecked(t);
        throw new RuntimeException(parentMessage, t);
    }

    /** Throws an exception or an error as it is, any other throwable within an {@link Exception} of its message. */
    public static void rethrowException(Throwable t) throws Exception {
        rethrowException(t, t.getMessage());
    }

    /** As {@link #rethrowException(Throwable)}, with the message of the exception around another throwable. */
    public static void rethrowException(Throwable t, String parentMessage) throws Exception {
        throwUnchecked(t);
        throw t instanceof Exception exception ? exception : new Exception(parentMessage, t);
    }

    /** Throws the exception, unless it is null. */
    public static void tryRethrowException(Exception e) throws Exception {
        if (e != null) {
            throw e;
        }
    }

    /**
     * Throws an I/O exception, an unchecked exception or an error as it is, any other throwable within an {@link IOException} of
     * its message.
     */
    public static void rethrowIOException(Throwable t) throws IOException {
        tryRethrowIOException(t);
        throw new IOException(t.getMessage(), t);
    }

    /** Throws an I/O exception, an unchecked exception or an error as it is; does nothing for any other throwable. */
    public static void tryRethrowIOException(Throwable t) throws IOException {
        throwUnchecked(t);
        if (t instanceof IOException io) {
            throw io;
        }
    }

    private static void throwUnchecked(Throwable t) {
        if (t instanceof Error error) {
            throw error;
        }
        if (t instanceof RuntimeException unchecked) {
            throw unchecked;
        }
    }

    /** Takes off all outer {@link ExecutionException}s that have a cause. */
    public static Throwable stripExecutionException(Throwable throwable) {
        return stripException(throwable, ExecutionException.class);
    }

    /** Takes off all outer {@link CompletionException}s that have a cause. */
    public static Throwable stripCompletionException(Throwable throwable) {
        return stripException(throwable, CompletionException.class);
    }

    /** Takes off all outer exceptions of a type; one of it that has no cause stays. */
    public static Throwable stripException(Throwable throwableToStrip, Class<? extends Throwable> typeToStrip) {
        Throwable inner = throwableToStrip;
        while (typeToStrip.isInstance(inner) && inner.getCause() != null) {
            inner = inner.getCause();
        }
        return inner;
    }

    /** Sets the thread's interrupt flag again if this is an {@link InterruptedException}. */
    public static void checkInterrupted(Throwable e) {
        if (e instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
    }
}
