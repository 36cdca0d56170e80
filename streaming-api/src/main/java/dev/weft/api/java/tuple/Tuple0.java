package dev.weft.api.java.tuple;

import dev.weft.annotation.Public;

/** The tuple without fields. All instances are equal; {@link #INSTANCE} serves all uses. */
@Public
@SuppressWarnings("unchecked") // the type of the copy is what the caller says
public class Tuple0 extends Tuple {
    private static final long serialVersionUID = 1L;

    /** The one that is handed out; all are equal. */
    public static final Tuple0 INSTANCE = new Tuple0();

    /** A tuple without fields, equal to {@link #INSTANCE}. */
    public Tuple0() {}

    @Override
    public int getArity() {
        return 0;
    }

    @Override
    public <T> T getField(int pos) {
        throw noSuchField(pos);
    }

    @Override
    public <T> void setField(T value, int pos) {
        throw noSuchField(pos);
    }

    @Override
    public Tuple0 copy() {
        return INSTANCE;
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof Tuple0;
    }

    @Override
    public int hashCode() {
        return 0;
    }

    @Override
    public String toString() {
        return "()";
    }

    private Object readResolve() {
        return INSTANCE;
    }
}
