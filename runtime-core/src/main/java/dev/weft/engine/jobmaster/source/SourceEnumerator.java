package dev.weft.engine.jobmaster.source;

import dev.weft.api.connector.source.Source;
import dev.weft.api.connector.source.SourceSplit;
import dev.weft.api.connector.source.SplitEnumerator;
import dev.weft.api.connector.source.SplitEnumeratorContext;
import dev.weft.core.io.SimpleVersionedSerializer;
import dev.weft.engine.common.Payload;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * An enumerator with the serializer of its state. The state is stored as the serializer's version (i32, big-endian),
 * then the bytes that the serializer wrote.
 *
 * @param <CheckpointT> the enumerator's state
 */
record SourceEnumerator<SplitT extends SourceSplit, CheckpointT>(
        SplitEnumerator<SplitT, CheckpointT> enumerator, Source<?, SplitT, CheckpointT> source) {

    /** Runs user code. */
    static <SplitT extends SourceSplit, CheckpointT> SourceEnumerator<SplitT, CheckpointT> create(
            Source<?, SplitT, CheckpointT> source, SplitEnumeratorContext<SplitT> context, Optional<Payload> state)
            throws Exception {
        SplitEnumerator<SplitT, CheckpointT> enumerator = state.isPresent()
                ? source.restoreEnumerator(context, read(source.getEnumeratorCheckpointSerializer(), state.get()))
                : source.createEnumerator(context);
        return new SourceEnumerator<>(enumerator, source);
    }

    private static <T> T read(SimpleVersionedSerializer<T> serializer, Payload state) throws IOException {
        if (state.size() < Integer.BYTES) {
            throw new IOException("the state of an enumerator has " + state.size() + " bytes, without its version");
        }
        ByteBuffer bytes = ByteBuffer.wrap(state.bytes());
        int version = bytes.getInt();
        byte[] written = new byte[bytes.remaining()];
        bytes.get(written);
        return serializer.deserialize(version, written);
    }

    /** Runs user code. */
    Payload snapshot(long checkpointId) throws Exception {
        SimpleVersionedSerializer<CheckpointT> serializer = source.getEnumeratorCheckpointSerializer();
        byte[] written = serializer.serialize(enumerator.snapshotState(checkpointId));
        ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES + written.length);
        bytes.putInt(serializer.getVersion()).put(written);
        return new Payload(bytes.array());
    }
}
