package dev.weft.connector.file.src.impl;

import dev.weft.api.connector.source.SplitEnumerator;
import dev.weft.api.connector.source.SplitEnumeratorContext;
import dev.weft.connector.file.src.ContinuousEnumerationSettings;
import dev.weft.connector.file.src.FileSourceSplit;
import dev.weft.connector.file.src.PendingSplitsCheckpoint;
import dev.weft.connector.file.src.assigners.FileSplitAssigner;
import dev.weft.connector.file.src.enumerate.FileEnumerator;
import dev.weft.core.fs.FileSystemRefusedException;
import dev.weft.core.fs.Path;
import dev.weft.util.FlinkRuntimeException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Split enumerator of the file source: lists the paths (once, or periodically) on an I/O thread and answers readers'
 * requests for splits. All state belongs to the coordinator's thread. A request that can't be answered yet waits.
 */
public final class FileSourceEnumerator
        implements SplitEnumerator<FileSourceSplit, PendingSplitsCheckpoint<FileSourceSplit>> {

    private final SplitEnumeratorContext<FileSourceSplit> context;
    private final Settings settings;
    private final FileEnumerator fileEnumerator;
    private final FileSplitAssigner assigner;

    /** Of a growing set, the files that were found; of a fixed one the input paths, once they were listed. */
    private final Set<Path> seen;

    /** Readers that wait for a split: subtask and its host. */
    private final Map<Integer, Optional<String>> waiting = new LinkedHashMap<>();

    /** No split will be added any more. */
    private boolean complete;

    /** @param continuous null for a fixed set of files */
    public record Settings(Path[] paths, ContinuousEnumerationSettings continuous) {}

    /** @param checkpoint empty at a first start */
    public FileSourceEnumerator(
            SplitEnumeratorContext<FileSourceSplit> context,
            Settings settings,
            FileEnumerator fileEnumerator,
            FileSplitAssigner.Provider assigner,
            PendingSplitsCheckpoint<FileSourceSplit> checkpoint) {
        this.context = context;
        this.settings = settings;
        this.fileEnumerator = fileEnumerator;
        this.assigner = assigner.create(checkpoint.getSplits());
        this.seen = new HashSet<>(checkpoint.getAlreadyProcessedPaths());
    }

    @Override
    public void start() {
        if (settings.continuous() != null) {
            long intervalMs = settings.continuous().getDiscoveryInterval().toMillis();
            context.callAsync(this::list, this::onListed, 0, Math.max(1, intervalMs));
        } else if (seen.containsAll(List.of(settings.paths()))) {
            complete = true;
        } else {
            context.callAsync(this::list, this::onListed);
        }
    }

    private Collection<FileSourceSplit> list() throws Exception {
        return fileEnumerator.enumerateSplits(settings.paths(), context.currentParallelism());
    }

    private void onListed(Collection<FileSourceSplit> splits, Throwable failure) {
        if (failure instanceof FileSystemRefusedException refusal) {
            throw new UncheckedIOException(refusal.during("can't list the input"));
        }
        if (failure != null) {
            throw new FlinkRuntimeException("can't list the input: " + failure.getMessage(), failure);
        }
        if (settings.continuous() == null) {
            assigner.addSplits(splits);
            seen.addAll(List.of(settings.paths()));
            complete = true;
        } else {
            Set<Path> listed = new HashSet<>();
            splits.forEach(split -> listed.add(split.path()));
            assigner.addSplits(splits.stream()
                    .filter(split -> !seen.contains(split.path()))
                    .toList());
            seen.addAll(listed);
        }
        answerWaiting();
    }

    private void answerWaiting() {
        Map<Integer, Optional<String>> asked = new LinkedHashMap<>(waiting);
        waiting.clear();
        asked.forEach((subtask, host) -> answer(subtask, host));
    }

    private void answer(int subtask, Optional<String> host) {
        Optional<FileSourceSplit> split = assigner.getNext(host.orElse(null));
        if (split.isPresent()) {
            context.assignSplit(split.get(), subtask);
        } else if (complete) {
            context.signalNoMoreSplits(subtask);
        } else {
            waiting.put(subtask, host);
        }
    }

    @Override
    public void handleSplitRequest(int subtask, String hostname) {
        if (context.registeredReaders().containsKey(subtask)) {
            answer(subtask, Optional.ofNullable(hostname));
        }
    }

    @Override
    public void addSplitsBack(List<FileSourceSplit> splits, int subtask) {
        // the failed reader's pending request is void
        waiting.remove(subtask);
        assigner.addSplits(splits);
        answerWaiting();
    }

    @Override
    public void addReader(int subtask) {
        // Readers ask for splits themselves.
    }

    @Override
    public PendingSplitsCheckpoint<FileSourceSplit> snapshotState(long checkpointId) {
        return PendingSplitsCheckpoint.fromCollectionSnapshot(
                new ArrayList<>(assigner.remainingSplits()), new ArrayList<>(seen));
    }

    @Override
    public void close() {
        waiting.clear();
    }
}
