package dev.weft.api.java.tuple;

import dev.weft.annotation.Public;
import java.util.Objects;

/**
 * A tuple of 1 field, mutable and reached directly by name. Its text form is {@code (f0)}.
 *
 * @param <T0> the type of field f0
 */
@Public
@SuppressWarnings("unchecked") // a field read by position is what the caller says
public class Tuple1<T0> extends Tuple {
    private static final long serialVersionUID = 1L;

    public T0 f0;

    /** Creates a tuple whose field is null. */
    public Tuple1() {}

    /** Creates a tuple of the given fields, each of which may be null. */
    public Tuple1(T0 f0) {
        this.f0 = f0;
    }

    /** Creates a tuple of the given field; the compiler infers the type. */
    public static <T0> Tuple1<T0> of(T0 f0) {
        return new Tuple1<>(f0);
    }

    @Override
    public int getArity() {
        return 1;
    }

    @Override
    public <T> T getField(int pos) {
        return (T)
                switch (pos) {
                    case 0 -> f0;
                    default -> throw noSuchField(pos);
                };
    }

    @Override
    public <T> void setField(T value, int pos) {
        switch (pos) {
            case 0 -> f0 = (T0) value;
            default -> throw noSuchField(pos);
        }
    }

    /** Sets all field at once. */
    public void setFields(T0 f0) {
        this.f0 = f0;
    }

    @Override
    public Tuple1<T0> copy() {
        return new Tuple1<>(f0);
    }

    @Override
    public boolean equals(Object o) {
        if (this == o) {
            return true;
        }
        if (!(o instanceof Tuple1<?> that)) {
            return false;
        }
        return Objects.equals(f0, that.f0);
    }

    @Override
    public int hashCode() {
        int hash = Objects.hashCode(f0);
        return hash;
    }

    @Override
    public String toString() {
        return "(" + text(f0) + ")";
    }
}
