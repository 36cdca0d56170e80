package dev.weft.types;

import dev.weft.annotation.Public;

/** A field that must have a value is null. */
@Public
public class NullFieldException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int UNKNOWN = -1;

    private final int fieldPos;

    /** Without position or message. */
    public NullFieldException() {
        fieldPos = UNKNOWN;
    }

    /** With a message, without a position. */
    public NullFieldException(String message) {
        super(message);
        fieldPos = UNKNOWN;
    }

    /**
     * Names the field by its position.
     *
     * @param fieldIdx the position of the field, from 0
     */
    public NullFieldException(int fieldIdx) {
        super(messageFor(fieldIdx));
        fieldPos = fieldIdx;
    }

    /**
     * Names the field by its position, and what failed because of it.
     *
     * @param fieldIdx the position of the field, from 0
     * @param cause what happened when the field was used
     */
    public NullFieldException(int fieldIdx, Throwable cause) {
        super(messageFor(fieldIdx), cause);
        fieldPos = fieldIdx;
    }

    /** Returns the position of the field, -1 if it is not known. */
    public int getFieldPos() {
        return fieldPos;
    }

    private static String messageFor(int fieldIdx) {
        return "Field " + fieldIdx
                + " is null, but must have a value: tuple fields can't be null (use a class or a Row)";
    }
}
