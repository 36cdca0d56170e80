package dev.weft.engine.checkpoint;

import dev.weft.engine.checkpoint.FileSnapshotStore.Filling;
import dev.weft.engine.checkpoint.SegmentFiles.Limits;
import dev.weft.engine.checkpoint.SegmentFiles.Place;
import dev.weft.engine.common.EventLoop;
import dev.weft.engine.common.IoExecutor;
import dev.weft.engine.common.TaskThreads;
import dev.weft.engine.common.WeftException;
import dev.weft.engine.state.spi.SnapshotStore.Completion;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Merges what the tasks of one job on one executor write for a checkpoint into few files ({@link SegmentFiles}), so that the
 * number of files does not grow with tasks and states. Tasks form groups. A group is complete, and its tasks acknowledge, when
 * its files are closed: when as many tasks as there may be in it, or all of the job on this executor, have written; or when
 * none has come for {@link #PATIENCE}, as with group commit in a database. Thread-safe; calls to the file system are made on the
 * threads of those who write, or on I/O threads.
 */
public final class FileMerging {

    /** How long the files of a group stay open for tasks that have not begun to write. */
    static final Duration PATIENCE = Duration.ofMillis(100);

    /** A stream of at most this size is written when it is complete, so that it does not hold up others. */
    private static final int IN_MEMORY_BYTES = 1 << 20;

    /**
     * How files are merged.
     *
     * @param fileBytes a file that has as many gets no further state
     * @param oneAtATime whether writers wait until they can share a file
     * @param tasksPerFile how many tasks share files at most
     */
    public record Settings(long fileBytes, boolean oneAtATime, int tasksPerFile) {}

    private final TaskThreads threads;
    private final EventLoop timers;
    private final IoExecutor io;
    /** The group that tasks join, by the directory of the checkpoint. */
    private final Map<String, Group> filling = new HashMap<>();

    private int tasks;

    /**
     * @param timers for the patience
     * @param io closes files that are no longer waited for
     */
    public FileMerging(TaskThreads threads, EventLoop timers, IoExecutor io) {
        this.threads = threads;
        this.timers = timers;
        this.io = io;
    }

    /** A task of the job begins on this executor. */
    public synchronized void onTaskStarted() {
        tasks++;
    }

    /** A task has ended: nobody waits for it any more. */
    public void onTaskEnded() {
        List<Group> complete = new ArrayList<>();
        synchronized (this) {
            tasks--;
            for (Group group : List.copyOf(filling.values())) {
                if (mayEnd(group)) {
                    complete.add(group);
                }
            }
        }
        complete.forEach(this::endLater);
    }

    /** One of the tasks is going to write for a checkpoint. */
    Filling join(String directory, Place own, Place shared, Settings settings) {
        synchronized (this) {
            Group group = filling.get(directory);
            if (group == null || group.joined == settings.tasksPerFile()) {
                Limits limits = new Limits(settings.fileBytes(), settings.oneAtATime());
                group = new Group(
                        directory,
                        settings.tasksPerFile(),
                        new SegmentFiles(own, limits, threads),
                        new SegmentFiles(shared, limits, threads),
                        group == null ? 0 : group.former + group.joined);
                filling.put(directory, group);
            }
            group.joined++;
            group.writing++;
            return new Member(group);
        }
    }

    /** Tasks that fill the same files. Guarded by the monitor of the owner. */
    private static final class Group {
        private final String directory;
        private final int most;
        private final SegmentFiles own;
        private final SegmentFiles shared;
        /** How many tasks are in groups of the same checkpoint that were filled before. */
        private final int former;

        private final List<Completion> waiting = new ArrayList<>();
        private int joined;
        private int writing;
        private boolean hasTimer;
        private boolean isOverdue;
        private boolean ended;

        Group(String directory, int most, SegmentFiles own, SegmentFiles shared, int former) {
            this.directory = directory;
            this.most = most;
            this.own = own;
            this.shared = shared;
            this.former = former;
        }
    }

    private final class Member implements Filling {
        private final Group group;

        Member(Group group) {
            this.group = group;
        }

        @Override
        public SegmentFiles own() {
            return group.own;
        }

        @Override
        public SegmentFiles shared() {
            return group.shared;
        }

        @Override
        public int inMemoryBytes() {
            return IN_MEMORY_BYTES;
        }

        @Override
        public void complete(Completion then) {
            boolean ends;
            synchronized (FileMerging.this) {
                group.waiting.add(then);
                ends = leave(group);
            }
            if (ends) {
                end(group);
            }
        }

        @Override
        public void abandon() {
            boolean ends;
            synchronized (FileMerging.this) {
                ends = leave(group);
            }
            if (ends) {
                end(group);
            }
        }
    }

    private boolean leave(Group group) {
        group.writing--;
        boolean ends = mayEnd(group);
        if (!ends && group.writing == 0 && !group.hasTimer) {
            group.hasTimer = true;
            timers.schedule(PATIENCE, () -> onOverdue(group));
        }
        return ends;
    }

    /** Whether nobody is waited for; then nobody joins any more. */
    private boolean mayEnd(Group group) {
        boolean allAreThere = group.isOverdue || group.joined == group.most || group.former + group.joined >= tasks;
        if (group.ended || group.writing > 0 || !allAreThere) {
            return false;
        }
        group.ended = true;
        filling.remove(group.directory, group);
        return true;
    }

    private void onOverdue(Group group) {
        boolean ends;
        synchronized (this) {
            group.isOverdue = true;
            ends = mayEnd(group);
        }
        if (ends) {
            endLater(group);
        }
    }

    private void endLater(Group group) {
        try {
            io.execute(() -> end(group));
        } catch (WeftException allAreBusy) {
            timers.schedule(PATIENCE, () -> endLater(group));
        }
    }

    private void end(Group group) {
        try {
            group.own.close();
            group.shared.close();
        } catch (IOException e) {
            group.waiting.forEach(each -> each.failed(e));
            return;
        }
        group.waiting.forEach(Completion::durable);
    }
}
