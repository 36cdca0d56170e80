package dev.weft.engine.checkpoint;

import dev.weft.core.fs.FSDataOutputStream;
import dev.weft.core.fs.FileSystem;
import dev.weft.core.fs.Path;
import dev.weft.engine.state.spi.InlineBytes;
import dev.weft.engine.state.spi.SnapshotStore;
import dev.weft.engine.state.spi.StoredBytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Storage for what one task writes for one checkpoint, in files of the checkpoint's directory. A stream begins in memory
 * and gets a file when it exceeds the limit for inline state. Thread-safe; a stream is for one thread.
 */
final class FileSnapshotStore implements SnapshotStore {

    private static final Logger LOG = LoggerFactory.getLogger(FileSnapshotStore.class);

    private final String directory;
    private final SnapshotSettings settings;
    private final String writer;
    private final AtomicInteger files = new AtomicInteger();

    /** @param writer part of the names of files, which no other writer to this directory uses */
    FileSnapshotStore(String directory, SnapshotSettings settings, String writer) {
        this.directory = directory;
        this.settings = settings;
        this.writer = writer;
    }

    @Override
    public SnapshotStream create() {
        return new Stream();
    }

    private final class Stream extends SnapshotStream {
        private ByteArrayOutputStream inline = new ByteArrayOutputStream();
        private OpenFile file;
        private boolean finished;

        @Override
        public void write(int b) throws IOException {
            if (hasFileFor(1)) {
                file.blocks.write(b);
            } else {
                inline.write(b);
            }
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (hasFileFor(length)) {
                file.blocks.write(bytes, offset, length);
            } else {
                inline.write(bytes, offset, length);
            }
        }

        private boolean hasFileFor(int more) throws IOException {
            if (file == null && more > settings.inlineBytes() - inline.size()) {
                file = new OpenFile(new Path(directory, writer + "-" + files.incrementAndGet()));
                byte[] begun = inline.toByteArray();
                inline = null;
                file.blocks.write(begun, 0, begun.length);
            }
            return file != null;
        }

        @Override
        public long position() {
            return file == null ? inline.size() : file.blocks.length();
        }

        @Override
        public StoredBytes finish() throws IOException {
            StoredBytes bytes = file == null ? new InlineBytes(inline.toByteArray()) : file.finish();
            finished = true;
            return bytes;
        }

        @Override
        public void close() {
            if (file != null && !finished) {
                file.abandon();
            }
            finished = true;
        }
    }

    private final class OpenFile {
        private final Path path;
        private final FileSystem fileSystem;
        private final FSDataOutputStream out;
        private final BlockWriter blocks;

        OpenFile(Path path) throws IOException {
            this.path = path;
            this.fileSystem = CheckpointFileSystems.of(path);
            this.out = fileSystem.create(path, FileSystem.WriteMode.NO_OVERWRITE);
            this.blocks = new BlockWriter(out, settings.compressed());
        }

        FileBytes finish() throws IOException {
            long stored = blocks.finish();
            out.sync();
            out.close();
            blocks.close();
            return new FileBytes(path.toString(), 0, stored, blocks.length());
        }

        /** No checkpoint will name the file, so it goes. */
        void abandon() {
            blocks.close();
            try {
                out.close();
            } catch (IOException e) {
                LOG.debug("{} could not be closed before it is deleted", path, e);
            }
            try {
                fileSystem.delete(path, false);
            } catch (IOException e) {
                LOG.warn("{} belongs to no checkpoint and could not be deleted: {}", path, e.getMessage());
            }
        }
    }
}
