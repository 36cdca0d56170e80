package dev.weft.types;

import dev.weft.annotation.PublicEvolving;

/** What a row says about a changing table. */
@PublicEvolving
public enum RowKind {
    /** A new row. */
    INSERT("+I", (byte) 0),
    /** The former content of a row that changes; its new content follows. */
    UPDATE_BEFORE("-U", (byte) 1),
    /** The new content of a row. */
    UPDATE_AFTER("+U", (byte) 2),
    /** A row that is gone. */
    DELETE("-D", (byte) 3);

    private final String shortString;
    private final byte value;

    RowKind(String shortString, byte value) {
        this.shortString = shortString;
        this.value = value;
    }

    /** Returns +I, -U, +U or -D. */
    public String shortString() {
        return shortString;
    }

    /** Returns the number by which the kind is stored: 0 to 3 in order of declaration. */
    public byte toByteValue() {
        return value;
    }

    /**
     * Returns the kind of a number.
     *
     * @throws UnsupportedOperationException if there is none
     */
    public static RowKind fromByteValue(byte value) {
        return switch (value) {
            case 0 -> INSERT;
            case 1 -> UPDATE_BEFORE;
            case 2 -> UPDATE_AFTER;
            case 3 -> DELETE;
            default -> throw new UnsupportedOperationException("There is no row kind " + value + "; kinds are 0 to 3");
        };
    }
}
