package dev.weft.engine.protocol;

/**
 * Placeholder in a serialized exception for another exception of its cause chain. It is an unchecked exception itself,
 * so that it fits into most fields that hold a cause.
 */
final class CauseMark extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int index;

    /** @param index position in the chain */
    CauseMark(int index) {
        super(null, null, false, false);
        this.index = index;
    }

    int index() {
        return index;
    }
}
