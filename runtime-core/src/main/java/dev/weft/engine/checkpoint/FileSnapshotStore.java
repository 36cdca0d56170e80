package dev.weft.engine.checkpoint;

import dev.weft.engine.checkpoint.SegmentFiles.SegmentFile;
import dev.weft.engine.state.spi.InlineBytes;
import dev.weft.engine.state.spi.SnapshotStore;
import dev.weft.engine.state.spi.StoredBytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Storage for what one task writes for one checkpoint, in files of the checkpoint's directory, or in the directory of shared
 * files. A stream begins in memory and becomes a segment of a file when it exceeds the limit. Thread-safe; a stream is for
 * one thread.
 */
final class FileSnapshotStore implements SnapshotStore {

    /** The files that a store fills, alone or together with other tasks. */
    interface Filling {

        /** Files of the checkpoint alone. */
        SegmentFiles own();

        /** Files for {@link #createShared}. */
        SegmentFiles shared();

        /** How much of a stream is kept in memory before it is written: at least what may stay inline. */
        int inMemoryBytes();

        /** The store has written everything: see {@link SnapshotStore#complete}. */
        void complete(Completion then);

        /** The store has written everything, and nobody will name it. */
        void abandon();
    }

    /** A segment that was written, and the files that it is in. */
    private record Written(SegmentFiles files, SegmentFile file) {}

    private final Filling filling;
    private final SnapshotSettings settings;
    /** The bytes that may still stay inline of all streams for shared files together: there can be many small ones. */
    private final AtomicLong inlineLeft;

    private final Queue<Written> written = new ConcurrentLinkedQueue<>();

    FileSnapshotStore(Filling filling, SnapshotSettings settings) {
        this.filling = filling;
        this.settings = settings;
        this.inlineLeft = new AtomicLong(settings.inlineBytes());
    }

    @Override
    public SnapshotStream create() {
        return new Stream(filling.own());
    }

    @Override
    public SnapshotStream createShared() {
        return new Stream(filling.shared());
    }

    @Override
    public void complete(Completion then) {
        filling.complete(new Completion() {
            @Override
            public void durable() {
                then.durable();
            }

            @Override
            public void failed(IOException why) {
                abandonWritten();
                then.failed(why);
            }
        });
    }

    @Override
    public void abandon() {
        abandonWritten();
        filling.abandon();
    }

    private void abandonWritten() {
        for (Written each = written.poll(); each != null; each = written.poll()) {
            each.files.abandon(each.file);
        }
    }

    private final class Stream extends SnapshotStream {
        private final SegmentFiles files;
        private ByteArrayOutputStream begun = new ByteArrayOutputStream();
        private Segment segment;
        private boolean finished;

        Stream(SegmentFiles files) {
            this.files = files;
        }

        @Override
        public void write(int b) throws IOException {
            if (hasSegmentFor(1)) {
                segment.write(b);
            } else {
                begun.write(b);
            }
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (hasSegmentFor(length)) {
                segment.write(bytes, offset, length);
            } else {
                begun.write(bytes, offset, length);
            }
        }

        private boolean hasSegmentFor(int more) throws IOException {
            if (segment == null && more > filling.inMemoryBytes() - begun.size()) {
                beginSegment(false);
            }
            return segment != null;
        }

        private void beginSegment(boolean small) throws IOException {
            segment = new Segment(files, small);
            byte[] first = begun.toByteArray();
            begun = null;
            segment.write(first, 0, first.length);
        }

        @Override
        public long position() {
            return segment == null ? begun.size() : segment.blocks.length();
        }

        @Override
        public StoredBytes finish() throws IOException {
            if (segment == null && !staysInline()) {
                beginSegment(true);
            }
            StoredBytes bytes = segment == null ? new InlineBytes(begun.toByteArray()) : segment.finish();
            finished = true;
            return bytes;
        }

        private boolean staysInline() {
            return begun.size() <= settings.inlineBytes()
                    && (!files.areShared() || inlineLeft.addAndGet(-begun.size()) >= 0);
        }

        @Override
        public void close() {
            if (segment != null && !finished) {
                segment.drop();
            }
            finished = true;
        }
    }

    /** A segment that is being written, to a file that nobody else writes to meanwhile. */
    private final class Segment {
        private final SegmentFiles files;
        private final SegmentFile file;
        private final BlockWriter blocks;
        private final long offset;
        private boolean ended;

        Segment(SegmentFiles files, boolean small) throws IOException {
            this.files = files;
            this.file = files.take(small);
            this.offset = file.out().getPos();
            this.blocks = new BlockWriter(file.out(), settings.compressed());
        }

        void write(int b) throws IOException {
            try {
                blocks.write(b);
            } catch (IOException e) {
                fail(e);
                throw e;
            }
        }

        void write(byte[] bytes, int from, int length) throws IOException {
            try {
                blocks.write(bytes, from, length);
            } catch (IOException e) {
                fail(e);
                throw e;
            }
        }

        FileBytes finish() throws IOException {
            long end;
            try {
                end = blocks.finish();
            } catch (IOException e) {
                fail(e);
                throw e;
            }
            blocks.close();
            ended = true;
            written.add(new Written(files, file));
            files.giveBack(file);
            return new FileBytes(file.path().toString(), offset, end - offset, blocks.length(), files.areShared());
        }

        private void fail(IOException why) {
            blocks.close();
            ended = true;
            files.fail(file, why);
        }

        void drop() {
            if (!ended) {
                ended = true;
                blocks.close();
                files.drop(file);
            }
        }
    }
}
