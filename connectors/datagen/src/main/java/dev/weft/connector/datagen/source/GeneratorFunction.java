package dev.weft.connector.datagen.source;

import dev.weft.api.common.functions.Function;
import dev.weft.api.connector.source.SourceReaderContext;

/** Makes an element from its number. One instance belongs to one reader. */
@FunctionalInterface
public interface GeneratorFunction<T, O> extends Function {
    /** Called once before the first element. */
    default void open(SourceReaderContext readerContext) throws Exception {}

    /** Called once at the end. */
    default void close() throws Exception {}

    O map(T value) throws Exception;
}
