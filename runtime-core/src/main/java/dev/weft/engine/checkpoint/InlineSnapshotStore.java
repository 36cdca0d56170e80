package dev.weft.engine.checkpoint;

import dev.weft.engine.state.spi.InlineBytes;
import dev.weft.engine.state.spi.SnapshotStore;
import dev.weft.engine.state.spi.StoredBytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** Storage for jobs without a directory for checkpoints: all state travels in messages, so its size is limited. */
final class InlineSnapshotStore implements SnapshotStore {

    private final int maxBytes;

    InlineSnapshotStore(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    @Override
    public SnapshotStream create() {
        return new SnapshotStream() {
            private final ByteArrayOutputStream out = new ByteArrayOutputStream();

            @Override
            public void write(int b) throws IOException {
                admit(1);
                out.write(b);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                admit(length);
                out.write(bytes, offset, length);
            }

            private void admit(int more) throws IOException {
                if (more > maxBytes - out.size()) {
                    throw new IOException("the state of this operator instance has more than " + (maxBytes >> 20)
                            + " MB, the most that a checkpoint without a directory holds; set execution.checkpointing.dir"
                            + " (formerly state.checkpoints.dir) to a directory that all processes reach");
                }
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
