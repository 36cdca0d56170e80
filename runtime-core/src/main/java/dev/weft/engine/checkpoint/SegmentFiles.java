package dev.weft.engine.checkpoint;

import dev.weft.core.fs.FSDataOutputStream;
import dev.weft.core.fs.FileSystem;
import dev.weft.core.fs.Path;
import dev.weft.engine.common.TaskThreads;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files of one directory that are filled with segments (file merging): pieces of state, one behind the other, each with its
 * own checksums. One writer at a time has a file; another one gets another file, or waits. The segments are durable when
 * {@link #close} has returned, because HDFS shows the length of a file only then. Thread-safe; the monitor is never held
 * during a call to the file system.
 */
final class SegmentFiles {

    private static final Logger LOG = LoggerFactory.getLogger(SegmentFiles.class);

    /**
     * Where files go.
     *
     * @param directory of the files
     * @param writer begins the names of files; nothing else in this directory uses it
     * @param isShared see {@link FileBytes}
     */
    record Place(String directory, String writer, boolean isShared) {}

    /**
     * How files are filled.
     *
     * @param fileBytes a file that has as many gets no further segment; 1 for one segment a file
     * @param oneAtATime whether all writers wait for the file that another one has; else those with small segments only
     */
    record Limits(long fileBytes, boolean oneAtATime) {

        static final Limits ONE_SEGMENT = new Limits(1, false);
    }

    /** A file that is being filled. Its writer alone uses the stream; the rest is guarded by the monitor of the owner. */
    static final class SegmentFile {
        private final Path path;
        private boolean small;
        private FSDataOutputStream out;
        private boolean closed;
        /** Segments in it that somebody may name. */
        private int live;

        private SegmentFile(Path path) {
            this.path = path;
        }

        Path path() {
            return path;
        }

        FSDataOutputStream out() {
            return out;
        }
    }

    private final Place place;
    private final Limits limits;
    private final TaskThreads threads;
    private final List<SegmentFile> open = new ArrayList<>();
    private final Deque<SegmentFile> idle = new ArrayDeque<>();
    private final Deque<Thread> waiting = new ArrayDeque<>();
    private Optional<IOException> failure = Optional.empty();
    private int made;

    SegmentFiles(Place place, Limits limits, TaskThreads threads) {
        this.place = place;
        this.limits = limits;
        this.threads = threads;
    }

    boolean areShared() {
        return place.isShared();
    }

    /**
     * Takes a file to append one segment to, at the position where its stream is.
     *
     * @param small whether the segment is in memory as a whole, so that it is soon written
     */
    SegmentFile take(boolean small) throws IOException {
        SegmentFile file = idleOrNew(small);
        if (file.out == null) {
            try {
                file.out = CheckpointFileSystems.of(file.path).create(file.path, FileSystem.WriteMode.NO_OVERWRITE);
            } catch (Throwable t) {
                forget(file);
                throw t;
            }
        }
        return file;
    }

    private SegmentFile idleOrNew(boolean small) {
        while (true) {
            synchronized (this) {
                SegmentFile file = idle.poll();
                if (file == null && !isWorthWaiting(small)) {
                    file = new SegmentFile(new Path(place.directory(), place.writer() + "-" + ++made));
                    open.add(file);
                }
                if (file != null) {
                    file.small = small;
                    return file;
                }
                waiting.add(Thread.currentThread());
            }
            threads.park(this);
            synchronized (this) {
                waiting.remove(Thread.currentThread());
            }
        }
    }

    private boolean isWorthWaiting(boolean small) {
        return limits.fileBytes > 1
                && (limits.oneAtATime ? !open.isEmpty() : small && open.stream().anyMatch(file -> file.small));
    }

    /** A segment is complete in the file: others may append. */
    void giveBack(SegmentFile file) throws IOException {
        boolean full = file.out.getPos() >= limits.fileBytes;
        synchronized (this) {
            file.live++;
        }
        if (full) {
            forget(file);
            finish(file);
        } else {
            makeIdle(file);
        }
    }

    /** A segment was not completed; what there is of it is skipped. */
    void drop(SegmentFile file) {
        boolean unused;
        synchronized (this) {
            unused = file.live == 0;
        }
        if (unused) {
            forget(file);
            close(file);
            delete(file);
        } else {
            makeIdle(file);
        }
    }

    /** The file cannot be written to: what is in it is lost. */
    void fail(SegmentFile file, IOException why) {
        synchronized (this) {
            if (file.live > 0 && failure.isEmpty()) {
                failure = Optional.of(why);
            }
        }
        forget(file);
        close(file);
        delete(file);
    }

    /** Nobody will name one of the segments in the file: it is deleted when this was the last one and it is complete. */
    void abandon(SegmentFile file) {
        boolean unused;
        synchronized (this) {
            unused = --file.live == 0 && file.closed;
        }
        if (unused) {
            delete(file);
        }
    }

    /**
     * Makes all segments durable. Called when nobody writes any more, once.
     *
     * @throws IOException when some are not; then nothing may be named
     */
    void close() throws IOException {
        List<SegmentFile> left;
        synchronized (this) {
            left = List.copyOf(open);
            open.clear();
            idle.clear();
        }
        for (SegmentFile file : left) {
            if (isUsed(file)) {
                finishOrFail(file);
            } else {
                close(file);
                delete(file);
            }
        }
        if (failure.isPresent()) {
            throw failure.get();
        }
    }

    private void finishOrFail(SegmentFile file) {
        try {
            finish(file);
        } catch (IOException e) {
            LOG.debug("{} is not complete", file.path, e);
        }
    }

    private synchronized boolean isUsed(SegmentFile file) {
        return file.live > 0;
    }

    private void finish(SegmentFile file) throws IOException {
        try {
            file.out.sync();
            file.out.close();
            boolean unused;
            synchronized (this) {
                file.closed = true;
                unused = file.live == 0;
            }
            if (unused) {
                delete(file);
            }
        } catch (IOException e) {
            fail(file, e);
            throw e;
        }
    }

    private synchronized void makeIdle(SegmentFile file) {
        idle.add(file);
        wake();
    }

    private synchronized void forget(SegmentFile file) {
        open.remove(file);
        wake();
    }

    private void wake() {
        Optional.ofNullable(waiting.poll()).ifPresent(threads::unpark);
    }

    private static void close(SegmentFile file) {
        try {
            file.out.close();
        } catch (IOException e) {
            LOG.debug("{} could not be closed before it is deleted", file.path, e);
        }
    }

    /** No checkpoint will name the file, so it goes. */
    private static void delete(SegmentFile file) {
        try {
            CheckpointFileSystems.of(file.path).delete(file.path, false);
        } catch (IOException e) {
            LOG.warn("{} belongs to no checkpoint and could not be deleted: {}", file.path, e.getMessage());
        }
    }
}
