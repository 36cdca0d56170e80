package dev.weft.engine.checkpoint;

import dev.weft.engine.state.spi.SnapshotStore;
import dev.weft.engine.state.spi.StoredBytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * Storage for one checkpoint of one task that also keeps {@link LocalCopies} of what goes into files. What is in a file of this
 * machine already is linked. Thread-safe; a stream is for one thread.
 */
final class KeepingStore implements SnapshotStore {

    /** So much is held in memory before a file is made: it may stay inline. */
    private static final int IN_MEMORY_BYTES = 1 << 20;

    private final SnapshotStore to;
    private final LocalCopies copies;
    private final long checkpoint;

    KeepingStore(SnapshotStore to, LocalCopies copies, long checkpoint) {
        this.to = to;
        this.copies = copies;
        this.checkpoint = checkpoint;
    }

    @Override
    public SnapshotStream create() throws IOException {
        return new Stream(to.create(), Optional.empty());
    }

    @Override
    public SnapshotStream createShared() throws IOException {
        return new Stream(to.createShared(), Optional.empty());
    }

    @Override
    public SnapshotStream createShared(Path source) throws IOException {
        return new Stream(to.createShared(source), Optional.of(source));
    }

    @Override
    public void namedAgain(StoredBytes bytes, Path file) {
        StoredBytes stored = bytes instanceof RestoredBytes restored ? restored.stored() : bytes;
        if (stored instanceof FileBytes named) {
            try {
                copies.addAgain(checkpoint, named, file);
            } catch (IOException e) {
                LocalCopies.logMissing(named, e);
            }
        }
    }

    @Override
    public void complete(Completion then) {
        to.complete(then);
    }

    @Override
    public void abandon() {
        to.abandon();
    }

    private final class Stream extends SnapshotStream {
        private final SnapshotStream stream;
        private final Optional<Path> source;
        private final CRC32C checksum = new CRC32C();
        private ByteArrayOutputStream begun = new ByteArrayOutputStream();
        private Optional<Path> copy = Optional.empty();
        private Optional<IOException> failure = Optional.empty();
        private OutputStream out;
        private long length;

        Stream(SnapshotStream stream, Optional<Path> source) {
            this.stream = stream;
            this.source = source;
        }

        @Override
        public void write(int b) throws IOException {
            stream.write(b);
            keep(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int count) throws IOException {
            stream.write(bytes, offset, count);
            keep(bytes, offset, count);
        }

        private void keep(byte[] bytes, int offset, int count) {
            checksum.update(bytes, offset, count);
            length += count;
            if (source.isPresent() || failure.isPresent()) {
                return;
            }
            try {
                if (out == null && begun.size() + count > IN_MEMORY_BYTES) {
                    openCopy();
                }
                (out == null ? begun : out).write(bytes, offset, count);
            } catch (IOException e) {
                failure = Optional.of(e);
            }
        }

        private void openCopy() throws IOException {
            Path file = copies.newFile();
            copy = Optional.of(file);
            out = Files.newOutputStream(file);
            begun.writeTo(out);
            begun = null;
        }

        @Override
        public long position() throws IOException {
            return stream.position();
        }

        @Override
        public StoredBytes finish() throws IOException {
            StoredBytes bytes = stream.finish();
            if (bytes instanceof FileBytes stored) {
                try {
                    keepCopy(stored);
                } catch (IOException e) {
                    LocalCopies.logMissing(stored, e);
                }
            }
            return bytes;
        }

        private void keepCopy(FileBytes stored) throws IOException {
            if (failure.isPresent()) {
                throw failure.get();
            }
            if (source.isPresent()) {
                copy = Optional.of(copies.link(source.get()));
            } else {
                if (out == null) {
                    openCopy();
                }
                out.close();
            }
            copies.add(checkpoint, stored, copy.orElseThrow(), length, checksum.getValue());
            copy = Optional.empty();
        }

        @Override
        public void close() throws IOException {
            try {
                if (out != null) {
                    out.close();
                }
            } catch (IOException e) {
                LocalCopies.logMissing("a part of checkpoint " + checkpoint, e);
            } finally {
                copy.ifPresent(LocalDirectory::deleteFile);
                stream.close();
            }
        }
    }
}
