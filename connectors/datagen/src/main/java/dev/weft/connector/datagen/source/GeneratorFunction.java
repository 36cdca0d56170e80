package dev.weft.connector.datagen.source;

import dev.weft.api.common.functions.Function;
import dev.weft.api.connector.source.SourceReaderContext;

/** Makes an element from its number. One instance belongs to one reader. */
@FunctionalInterface
public interface GeneratorFunction<T, O> extends Function {
    /**
     * Called once, before the first element, on the task's thread. Does nothing by default.
     *
     * @throws Exception fails the task
     */
    default void open(SourceReaderContext readerContext) throws Exception {}

    /** Called once at the end, also after a failure. Does nothing by default. */
    default void close() throws Exception {}

    /**
     * The element with that number. Called on the task's thread, in ascending order within a split; the same number may
     * come again after a failure, and should give the same element.
     *
     * @throws Exception fails the task
     */
    O map(T value) throws Exception;
}
