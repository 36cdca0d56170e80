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
    /**
     * Whether the source ends by itself. Asked when the program is planned; a program of bounded sources only may run as a
     * batch.
     */
    Boundedness getBoundedness();

    /**
     * Makes the enumerator of a job that starts afresh. Called once for each start, on the enumerator's own thread in the
     * JobManager; the call must not block for long, since nothing of the source runs before it returns.
     *
     * @param enumContext the way to the readers; works from here on
     * @throws Exception fails the job
     */
    SplitEnumerator<SplitT, EnumChkT> createEnumerator(SplitEnumeratorContext<SplitT> enumContext) throws Exception;

    /**
     * Makes the enumerator of a job that goes on from a checkpoint. Splits that readers had at that checkpoint are not in
     * it: the readers bring them back themselves.
     *
     * @param checkpoint what {@link SplitEnumerator#snapshotState} returned for it
     * @throws Exception fails the job
     */
    SplitEnumerator<SplitT, EnumChkT> restoreEnumerator(SplitEnumeratorContext<SplitT> enumContext, EnumChkT checkpoint)
            throws Exception;

    /**
     * How splits travel from the enumerator to readers, and how readers write them into checkpoints. Asked in the
     * JobManager and in each task; a new one each time or a shared one, which then must be safe for several threads.
     */
    SimpleVersionedSerializer<SplitT> getSplitSerializer();

    /** How the state of the enumerator is written into checkpoints. */
    SimpleVersionedSerializer<EnumChkT> getEnumeratorCheckpointSerializer();
}
