package dev.weft.api.connector.source;

import dev.weft.core.io.SimpleVersionedSerializer;

/**
 * A source: how to find splits, how to read them, how to write down both.
 *
 * @param <T> the elements
 * @param <SplitT> a part of the data that one reader reads
 * @param <EnumChkT> what the enumerator remembers in a checkpoint
 */
public interface Source<T, SplitT extends SourceSplit, EnumChkT> extends SourceReaderFactory<T, SplitT> {
    Boundedness getBoundedness();

    SplitEnumerator<SplitT, EnumChkT> createEnumerator(SplitEnumeratorContext<SplitT> enumContext) throws Exception;

    SplitEnumerator<SplitT, EnumChkT> restoreEnumerator(SplitEnumeratorContext<SplitT> enumContext, EnumChkT checkpoint)
            throws Exception;

    SimpleVersionedSerializer<SplitT> getSplitSerializer();

    SimpleVersionedSerializer<EnumChkT> getEnumeratorCheckpointSerializer();
}
