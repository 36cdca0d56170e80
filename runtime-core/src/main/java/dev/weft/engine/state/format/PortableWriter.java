package dev.weft.engine.state.format;

import dev.weft.core.memory.DataOutputSerializer;
import dev.weft.core.memory.DataOutputView;
import dev.weft.engine.state.spi.KeyedPiece;
import dev.weft.engine.state.spi.SnapshotStore;
import dev.weft.engine.types.KeyGroupRange;
import java.io.IOException;
import java.util.List;

/**
 * Writes keyed state in the portable format: the header, then {@link #beginGroup} and the entries of every key group in
 * order, then {@link #finish}.
 */
public final class PortableWriter implements AutoCloseable {

    /** Marker before each entry or element. */
    public static final int MORE = 1;

    /** Marker after the last entry or element. */
    public static final int END = 0;

    private static final int FLUSH_BYTES = 1 << 16;

    private final SnapshotStore.SnapshotStream stream;
    private final KeyGroupRange groups;
    private final long[] offsets;
    private final DataOutputSerializer buffer = new DataOutputSerializer(FLUSH_BYTES + 4096);
    private long flushed;

    public PortableWriter(SnapshotStore store, PortableHeader header, KeyGroupRange groups) throws IOException {
        this.stream = store.create();
        this.groups = groups;
        this.offsets = new long[groups.size()];
        header.write(buffer);
    }

    /** The output for entries; {@link #flushIfFull} must be called from time to time. */
    public DataOutputView out() {
        return buffer;
    }

    public void beginGroup(int group) throws IOException {
        flushIfFull();
        offsets[group - groups.first()] = flushed + buffer.length();
        buffer.writeInt(group);
    }

    /** Passes the buffered bytes on if there are enough of them. */
    public void flushIfFull() throws IOException {
        if (buffer.length() >= FLUSH_BYTES) {
            flush();
        }
    }

    private void flush() throws IOException {
        stream.write(buffer.getSharedBuffer(), 0, buffer.length());
        flushed += buffer.length();
        buffer.clear();
    }

    public KeyedPiece finish() throws IOException {
        flush();
        return new KeyedPiece(KeyedPiece.PORTABLE, groups, offsets, List.of(stream.finish()));
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
