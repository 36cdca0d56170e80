package dev.weft.connector.file.sink;

import dev.weft.connector.file.sink.compactor.FileCompactStrategy;
import dev.weft.core.fs.Path;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;

/**
 * Files that are compacted before they are handed over. Owned by the task's thread; the files are written by the threads of
 * an executor that it owns.
 *
 * <p>All files of a group have the group's final name in checkpoints, and the file that they become gets it. So whoever is
 * restored from a checkpoint that names some of them sees by that name whether they have become visible since, although
 * they are gone then. Until the compacted file is handed over, checkpoints name the files that it is made of: what a failure
 * interrupts is done again from them.
 */
final class CompactingParts<IN, BucketID> implements WaitingParts<BucketID> {

    private final FileCompactStrategy strategy;
    private final Compaction<IN> compaction;
    private final ExecutorService threads;
    private final Names names;

    private final Map<Path, CompactionGroup<BucketID>> groups = new LinkedHashMap<>();

    /** The group of each bucket that new files join. */
    private final Map<BucketID, CompactionGroup<BucketID>> growing = new HashMap<>();

    /**
     * Names of files, and the time at which they are made.
     *
     * @param pending another hidden name for a final name
     * @param newTarget a final name of its own beside another one
     */
    record Names(UnaryOperator<Path> pending, UnaryOperator<Path> newTarget, Clock clock) {}

    /** Milliseconds since the epoch. */
    interface Clock {
        long nowMs();
    }

    CompactingParts(FileCompactStrategy strategy, Compaction<IN> compaction, ExecutorService threads, Names names) {
        this.strategy = strategy;
        this.compaction = compaction;
        this.threads = threads;
        this.names = names;
    }

    @Override
    public Path targetOf(BucketID bucket, Path own) {
        CompactionGroup<BucketID> group = growing.computeIfAbsent(bucket, none -> newGroup(bucket, own));
        group.opened();
        return group.target();
    }

    private CompactionGroup<BucketID> newGroup(BucketID bucket, Path target) {
        return groups.computeIfAbsent(target, none -> new CompactionGroup<>(bucket, target));
    }

    @Override
    public void onReopened(BucketID bucket, Path target) {
        CompactionGroup<BucketID> group = newGroup(bucket, target);
        group.opened();
        group.seal();
    }

    @Override
    public void onClosed(ClosedPart<BucketID> part) {
        CompactionGroup<BucketID> group = groups.get(part.file().target());
        group.closed(part);
        if (strategy.getSizeThreshold() > 0 && group.bytes() >= strategy.getSizeThreshold()) {
            seal(group);
        }
        startIfPossible(group);
    }

    /**
     * What was restored is compacted as it is. Files of another job become a file with a name of this one's, so that the
     * savepoint that names them can be started from again.
     */
    @Override
    public void restore(List<ClosedPart<BucketID>> parts, Set<Path> openTargets) {
        Map<Path, Path> renamed = new HashMap<>();
        for (ClosedPart<BucketID> part : parts) {
            FileSinkCommittable file = part.file();
            boolean own = HiddenFiles.areOf(compaction.job(), file.pending());
            Path target = own ? file.target() : renamed.computeIfAbsent(file.target(), names.newTarget());
            CompactionGroup<BucketID> group = newGroup(part.bucket(), target);
            group.restored(new ClosedPart<>(part.bucket(), file.withTarget(target), part.inCheckpoint()));
            group.seal();
        }
    }

    @Override
    public List<FileSinkCommittable> take(boolean endOfInput) throws IOException, InterruptedException {
        int limit = strategy.getNumCheckpointsBeforeCompaction();
        for (CompactionGroup<BucketID> group : List.copyOf(growing.values())) {
            if (endOfInput || limit > 0 && group.checkpoint() >= limit) {
                seal(group);
            }
        }
        groups.values().forEach(this::startIfPossible);
        List<FileSinkCommittable> ready = new ArrayList<>();
        for (Iterator<CompactionGroup<BucketID>> all = groups.values().iterator(); all.hasNext(); ) {
            Future<FileSinkCommittable> file = all.next().compaction().orElse(null);
            if (file != null && (endOfInput || file.isDone())) {
                ready.add(outcome(file));
                all.remove();
            }
        }
        return ready;
    }

    private void seal(CompactionGroup<BucketID> group) {
        group.seal();
        growing.remove(group.bucket(), group);
    }

    private void startIfPossible(CompactionGroup<BucketID> group) {
        if (!group.canBeCompacted()) {
            return;
        }
        List<FileSinkCommittable> files =
                group.members().stream().map(ClosedPart::file).toList();
        if (files.size() == 1) {
            group.compactedBy(CompletableFuture.completedFuture(files.get(0)));
            return;
        }
        Path pending = names.pending().apply(group.target());
        long nowMs = names.clock().nowMs();
        group.compactedBy(threads.submit(() -> compaction.compact(files, pending, nowMs)));
    }

    private static FileSinkCommittable outcome(Future<FileSinkCommittable> file)
            throws IOException, InterruptedException {
        try {
            return file.get();
        } catch (ExecutionException failed) {
            throw new IOException(failed.getCause().getMessage(), failed.getCause());
        }
    }

    @Override
    public List<ClosedPart<BucketID>> checkpointed() {
        groups.values().forEach(CompactionGroup::nameInCheckpoint);
        return groups.values().stream()
                .map(CompactionGroup::members)
                .flatMap(Collection::stream)
                .toList();
    }

    /** What a thread is writing it removes itself; what one has written unseen the job removes at its end. */
    @Override
    public List<Path> close() {
        threads.shutdownNow();
        List<Path> unknown = groups.values().stream()
                .flatMap(group -> group.members().stream())
                .filter(part -> !part.inCheckpoint())
                .map(part -> part.file().pending())
                .toList();
        groups.clear();
        growing.clear();
        return unknown;
    }
}
