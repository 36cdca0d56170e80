package dev.weft.engine.checkpoint;

/**
 * How tasks write their state.
 *
 * @param inlineBytes one state of an operator instance up to this size travels in messages and stands in the metadata
 * @param compressed whether state is compressed
 */
public record SnapshotSettings(int inlineBytes, boolean compressed) {

    /** The most state of an operator instance that is stored without a file. */
    static final int MOST_WITHOUT_FILES = 5 << 20;
}
