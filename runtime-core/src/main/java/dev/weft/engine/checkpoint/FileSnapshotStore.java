package dev.weft.engine.checkpoint;

import dev.weft.core.fs.FSDataOutputStream;
import dev.weft.core.fs.FileSystem;
import dev.weft.core.fs.Path;
import dev.weft.engine.state.spi.InlineBytes;
import dev.weft.engine.state.spi.SnapshotStore;
import dev.weft.engine.state.spi.StoredBytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Storage for what one task writes for one checkpoint, in files of the checkpoint's directory, or in the directory of shared
 * files. A stream begins in memory and gets a file when it exceeds the limit for inline state. Thread-safe; a stream is for
 * one thread.
 */
final class FileSnapshotStore implements SnapshotStore {

    private static final Logger LOG = LoggerFactory.getLogger(FileSnapshotStore.class);

    /**
     * Where files go.
     *
     * @param directory of the files
     * @param writer begins the names of files; no other writer to this directory uses it
     * @param isShared see {@link FileBytes}
     */
    record Place(String directory, String writer, boolean isShared) {}

    private final Place own;
    private final Place shared;
    private final SnapshotSettings settings;
    private final AtomicInteger files = new AtomicInteger();
    /** The bytes that may still stay inline of all streams for shared files together: there can be many small ones. */
    private final AtomicLong inlineLeft;

    private final Queue<Path> sharedFiles = new ConcurrentLinkedQueue<>();

    /**
     * @param own for files of the checkpoint alone
     * @param shared for {@link #createShared}; may be the same
     */
    FileSnapshotStore(Place own, Place shared, SnapshotSettings settings) {
        this.own = own;
        this.shared = shared;
        this.settings = settings;
        this.inlineLeft = new AtomicLong(settings.inlineBytes());
    }

    @Override
    public SnapshotStream create() {
        return new Stream(own);
    }

    @Override
    public SnapshotStream createShared() {
        return new Stream(shared);
    }

    @Override
    public void abandon() {
        for (Path file = sharedFiles.poll(); file != null; file = sharedFiles.poll()) {
            delete(file);
        }
    }

    /** No checkpoint will name the file, so it goes. */
    private static void delete(Path file) {
        try {
            CheckpointFileSystems.of(file).delete(file, false);
        } catch (IOException e) {
            LOG.warn("{} belongs to no checkpoint and could not be deleted: {}", file, e.getMessage());
        }
    }

    private final class Stream extends SnapshotStream {
        private final Place place;
        private ByteArrayOutputStream inline = new ByteArrayOutputStream();
        private OpenFile file;
        private boolean finished;

        Stream(Place place) {
            this.place = place;
        }

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
                openFile();
            }
            return file != null;
        }

        private void openFile() throws IOException {
            file = new OpenFile(place);
            byte[] begun = inline.toByteArray();
            inline = null;
            file.blocks.write(begun, 0, begun.length);
        }

        @Override
        public long position() {
            return file == null ? inline.size() : file.blocks.length();
        }

        @Override
        public StoredBytes finish() throws IOException {
            if (file == null && place.isShared() && inlineLeft.addAndGet(-inline.size()) < 0) {
                openFile();
            }
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
        private final boolean isShared;
        private final FSDataOutputStream out;
        private final BlockWriter blocks;

        OpenFile(Place place) throws IOException {
            this.path = new Path(place.directory(), place.writer() + "-" + files.incrementAndGet());
            this.isShared = place.isShared();
            this.out = CheckpointFileSystems.of(path).create(path, FileSystem.WriteMode.NO_OVERWRITE);
            this.blocks = new BlockWriter(out, settings.compressed());
        }

        FileBytes finish() throws IOException {
            long stored = blocks.finish();
            out.sync();
            out.close();
            blocks.close();
            if (isShared) {
                sharedFiles.add(path);
            }
            return new FileBytes(path.toString(), 0, stored, blocks.length(), isShared);
        }

        void abandon() {
            blocks.close();
            try {
                out.close();
            } catch (IOException e) {
                LOG.debug("{} could not be closed before it is deleted", path, e);
            }
            delete(path);
        }
    }
}
