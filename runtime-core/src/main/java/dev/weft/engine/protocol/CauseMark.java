package dev.weft.engine.protocol;

/**
 * Stands in a serialized exception for another exception of its chain. An unchecked exception, so that most fields that hold
 * a cause can hold it.
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
