package dev.weft.api.java.tuple;

import dev.weft.annotation.Public;
import dev.weft.types.NullFieldException;
import java.io.Serializable;
import java.util.Arrays;

/**
 * A fixed number of typed fields named f0, f1, … Fields are public and mutable; a tuple that was handed to the system must
 * not be changed afterwards. Field positions count from 0.
 */
@Public
public abstract class Tuple implements Serializable {
    private static final long serialVersionUID = 1L;

    /** The highest number of fields of a tuple class. */
    public static final int MAX_ARITY = 25;

    /** For subclasses. */
    public Tuple() {}

    /**
     * Returns the field at a position.
     *
     * @throws IndexOutOfBoundsException if the tuple has no such position
     */
    public abstract <T> T getField(int pos);

    /**
     * Returns the field at a position and refuses null.
     *
     * @throws NullFieldException if the field is null
     */
    public <T> T getFieldNotNull(int pos) {
        T field = getField(pos);
        if (field == null) {
            throw new NullFieldException(pos);
        }
        return field;
    }

    /**
     * Sets the field at a position; the caller answers for the value's type.
     *
     * @throws IndexOutOfBoundsException if the tuple has no such position
     */
    public abstract <T> void setField(T value, int pos);

    /** Returns the number of fields. */
    public abstract int getArity();

    /** Returns a new tuple with the same field values; the values themselves are shared. */
    public abstract <T extends Tuple> T copy();

    /**
     * Returns the tuple class of a number of fields.
     *
     * @throws IllegalArgumentException unless the number is within 0 and {@link #MAX_ARITY}
     */
    public static Class<? extends Tuple> getTupleClass(int arity) {
        return switch (arity) {
            case 0 -> Tuple0.class;
            case 1 -> Tuple1.class;
            case 2 -> Tuple2.class;
            case 3 -> Tuple3.class;
            case 4 -> Tuple4.class;
            case 5 -> Tuple5.class;
            case 6 -> Tuple6.class;
            case 7 -> Tuple7.class;
            case 8 -> Tuple8.class;
            case 9 -> Tuple9.class;
            case 10 -> Tuple10.class;
            case 11 -> Tuple11.class;
            case 12 -> Tuple12.class;
            case 13 -> Tuple13.class;
            case 14 -> Tuple14.class;
            case 15 -> Tuple15.class;
            case 16 -> Tuple16.class;
            case 17 -> Tuple17.class;
            case 18 -> Tuple18.class;
            case 19 -> Tuple19.class;
            case 20 -> Tuple20.class;
            case 21 -> Tuple21.class;
            case 22 -> Tuple22.class;
            case 23 -> Tuple23.class;
            case 24 -> Tuple24.class;
            case 25 -> Tuple25.class;
            default -> throw noSuchArity(arity);
        };
    }

    /**
     * Creates a tuple of a number of fields, all null.
     *
     * @throws IllegalArgumentException unless the number is within 0 and {@link #MAX_ARITY}
     */
    public static Tuple newInstance(int arity) {
        return switch (arity) {
            case 0 -> Tuple0.INSTANCE;
            case 1 -> new Tuple1<>();
            case 2 -> new Tuple2<>();
            case 3 -> new Tuple3<>();
            case 4 -> new Tuple4<>();
            case 5 -> new Tuple5<>();
            case 6 -> new Tuple6<>();
            case 7 -> new Tuple7<>();
            case 8 -> new Tuple8<>();
            case 9 -> new Tuple9<>();
            case 10 -> new Tuple10<>();
            case 11 -> new Tuple11<>();
            case 12 -> new Tuple12<>();
            case 13 -> new Tuple13<>();
            case 14 -> new Tuple14<>();
            case 15 -> new Tuple15<>();
            case 16 -> new Tuple16<>();
            case 17 -> new Tuple17<>();
            case 18 -> new Tuple18<>();
            case 19 -> new Tuple19<>();
            case 20 -> new Tuple20<>();
            case 21 -> new Tuple21<>();
            case 22 -> new Tuple22<>();
            case 23 -> new Tuple23<>();
            case 24 -> new Tuple24<>();
            case 25 -> new Tuple25<>();
            default -> throw noSuchArity(arity);
        };
    }

    final IndexOutOfBoundsException noSuchField(int pos) {
        return new IndexOutOfBoundsException(
                "Tuple" + getArity() + " has no field " + pos + "; positions are 0 to " + (getArity() - 1));
    }

    static String text(Object field) {
        if (field == null || !field.getClass().isArray()) {
            return String.valueOf(field);
        }
        String wrapped = Arrays.deepToString(new Object[] {field});
        return wrapped.substring(1, wrapped.length() - 1);
    }

    private static IllegalArgumentException noSuchArity(int arity) {
        return new IllegalArgumentException("A tuple has 0 to " + MAX_ARITY + " fields, not " + arity);
    }
}
