package dev.weft.engine.state;

import dev.weft.engine.state.spi.InlineBytes;
import dev.weft.engine.state.spi.SnapshotStore;
import dev.weft.engine.state.spi.StoredBytes;
import java.io.ByteArrayOutputStream;

/** Snapshot storage on the heap, for tests and for operators that are run by hand. Stateless; any thread. */
public final class MemorySnapshotStore implements SnapshotStore {

    @Override
    public SnapshotStream create() {
        return new SnapshotStream() {
            private final ByteArrayOutputStream out = new ByteArrayOutputStream();

            @Override
            public void write(int b) {
                out.write(b);
            }

            @Override
            public void write(byte[] b, int off, int len) {
                out.write(b, off, len);
            }

            @Override
            public long position() {
                return out.size();
            }

            @Override
            public StoredBytes finish() {
                return new InlineBytes(out.toByteArray());
            }

            @Override
            public void close() {}
        };
    }
}
