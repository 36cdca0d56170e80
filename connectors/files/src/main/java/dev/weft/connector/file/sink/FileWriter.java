package dev.weft.connector.file.sink;

import dev.weft.api.common.JobID;
import dev.weft.api.common.operators.ProcessingTimeService;
import dev.weft.api.connector.sink2.CommittingSinkWriter;
import dev.weft.api.connector.sink2.StatefulSinkWriter;
import dev.weft.connector.file.sink.compactor.FileCompactStrategy;
import dev.weft.connector.file.sink.compactor.FileCompactor;
import dev.weft.core.fs.Path;
import dev.weft.streaming.api.functions.sink.filesystem.BucketAssigner;
import dev.weft.streaming.api.functions.sink.filesystem.OutputFileConfig;
import dev.weft.streaming.api.functions.sink.filesystem.RollingPolicy;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/**
 * Writer of the file sink: one subtask's records, with one open file per bucket. Owned by the task's thread.
 *
 * <p>Ownership of files: a file belongs to the writer while it is open, and after that until {@link #prepareCommit}
 * hands it over; from then on only the committer touches it. {@link #snapshotState} contains the files that the writer
 * owns. A writer never deletes a file that a checkpoint contains, since it does not learn whether that checkpoint was
 * completed; the job removes what is left of them when it ends.
 *
 * <p>A restored writer continues after the bytes that the checkpoint covers: in the same file if the file system lets
 * it be taken over from a writer that may still be alive, else in a copy that will get the same final name. Files of
 * another job, from a savepoint, are always copied, so that a job can start from the savepoint again.
 */
final class FileWriter<IN, BucketID>
        implements CommittingSinkWriter<IN, FileSinkCommittable>, StatefulSinkWriter<IN, BucketState<BucketID>> {

    private final Settings<IN, BucketID> settings;
    private final JobID job;
    private final String writerId;
    private final ProcessingTimeService time;

    private final Map<BucketID, PartFile<IN, BucketID>> open = new LinkedHashMap<>();
    private final RecordContext context = new RecordContext();

    private final WaitingParts<BucketID> waiting;

    private long nextPart;
    private boolean endOfInput;
    private boolean writerClosed;

    /** What all writers of a sink share. */
    record Settings<IN, BucketID>(
            Path basePath,
            PartFormat<IN> format,
            BucketAssigner<IN, BucketID> bucketAssigner,
            RollingPolicy<IN, BucketID> rollingPolicy,
            OutputFileConfig fileConfig,
            long bucketCheckIntervalMs,
            Optional<CompactionSettings> compaction) {}

    /**
     * That files are compacted before they are handed over.
     *
     * @param threads makes what compacts; the writer shuts it down
     */
    record CompactionSettings(
            FileCompactStrategy strategy, FileCompactor compactor, IntFunction<ExecutorService> threads) {}

    /** @param writerId part of every file's name: no two writers ever have the same */
    FileWriter(Settings<IN, BucketID> settings, JobID job, String writerId, ProcessingTimeService time) {
        this.settings = settings;
        this.job = job;
        this.writerId = writerId;
        this.time = time;
        this.waiting = settings.compaction().isPresent()
                ? compacting(settings.compaction().get())
                : new DirectParts<>(this::newTargetBeside);
        scheduleBucketCheck();
    }

    private WaitingParts<BucketID> compacting(CompactionSettings compaction) {
        return new CompactingParts<>(
                compaction.strategy(),
                new Compaction<>(compaction.compactor(), settings.format(), job),
                compaction.threads().apply(compaction.strategy().getNumCompactThreads()),
                new CompactingParts.Names(this::copyNameOf, this::newTargetBeside, time::getCurrentProcessingTime));
    }

    /** Goes on where the writers of a checkpoint were. Several states of one bucket come from several writers. */
    void restore(Collection<BucketState<BucketID>> states) throws IOException {
        List<ClosedPart<BucketID>> closed = new ArrayList<>();
        Map<OpenPart, BucketID> begun = new LinkedHashMap<>();
        for (BucketState<BucketID> state : states) {
            for (FileSinkCommittable file : state.closed()) {
                if (!isVisible(file.target())) {
                    closed.add(new ClosedPart<>(state.bucket(), file, true));
                }
            }
            if (state.open().isPresent() && !isVisible(state.open().get().target())) {
                begun.put(state.open().get(), state.bucket());
            }
        }
        waiting.restore(closed, begun.keySet().stream().map(OpenPart::target).collect(Collectors.toSet()));
        for (Map.Entry<OpenPart, BucketID> part : begun.entrySet()) {
            BucketID bucket = part.getValue();
            PartFile<IN, BucketID> file = reopen(bucket, part.getKey());
            waiting.onReopened(bucket, file.target());
            if (!settings.format().canEndAnywhere() || open.putIfAbsent(bucket, file) != null) {
                close(file);
            }
        }
    }

    /**
     * A checkpoint that is not the last one may name a file that has been committed since, alone or compacted with others.
     * No two files have the same final name unless they are compacted into one.
     */
    private static boolean isVisible(Path target) throws IOException {
        return target.getFileSystem().exists(target);
    }

    private PartFile<IN, BucketID> reopen(BucketID bucket, OpenPart part) throws IOException {
        try {
            if (!HiddenFiles.areOf(job, part.pending())) {
                Path target = newTargetBeside(part.target());
                OpenPart copy = new OpenPart(
                        HiddenFiles.of(target, job),
                        target,
                        part.bytes(),
                        part.creationTimeMs(),
                        part.lastUpdateMs(),
                        List.of());
                return PartFile.copy(bucket, settings.format(), part, copy);
            }
            Optional<PartFile<IN, BucketID>> resumed = PartFile.takeOver(bucket, settings.format(), part);
            return resumed.isPresent()
                    ? resumed.get()
                    : PartFile.copy(bucket, settings.format(), part, copyOfOwn(part));
        } catch (FileNotFoundException missing) {
            throw new FileNotFoundException("neither " + part.pending() + " nor " + part.target()
                    + " exists; something else has removed what the checkpoint counts on");
        }
    }

    private OpenPart copyOfOwn(OpenPart part) {
        List<Path> originals = new ArrayList<>(part.originals());
        originals.add(part.pending());
        return new OpenPart(
                copyNameOf(part.target()),
                part.target(),
                part.bytes(),
                part.creationTimeMs(),
                part.lastUpdateMs(),
                originals);
    }

    @Override
    public void write(IN element, Context record) throws IOException {
        long nowMs = time.getCurrentProcessingTime();
        context.at(record, nowMs);
        BucketID bucket = settings.bucketAssigner().getBucketId(element, context);
        PartFile<IN, BucketID> file = open.get(bucket);
        if (file != null && settings.rollingPolicy().shouldRollOnEvent(file, element)) {
            roll(file);
            file = null;
        }
        if (file == null) {
            file = create(bucket, nowMs);
            open.put(bucket, file);
        }
        file.write(element, nowMs);
    }

    private PartFile<IN, BucketID> create(BucketID bucket, long nowMs) throws IOException {
        if (bucket == null) {
            throw new IOException("the bucket assigner "
                    + settings.bucketAssigner().getClass().getName()
                    + " gave null for a record; let it give an empty text for the output "
                    + settings.basePath() + " itself");
        }
        Path directory = BucketDirectory.of(settings.basePath(), bucket);
        Path own = BucketDirectory.below(directory, nextName());
        Path target = waiting.targetOf(bucket, own);
        OpenPart empty = new OpenPart(HiddenFiles.of(own, job), target, 0, nowMs, nowMs, List.of());
        return PartFile.create(bucket, settings.format(), empty);
    }

    private Path newTargetBeside(Path target) {
        return BucketDirectory.below(target.getParent(), nextName());
    }

    private Path copyNameOf(Path target) {
        return HiddenFiles.copyOf(target, writerId + "-" + nextPart++, job);
    }

    private String nextName() {
        OutputFileConfig config = settings.fileConfig();
        return config.getPartPrefix() + "-" + writerId + "-" + nextPart++ + config.getPartSuffix();
    }

    private void roll(PartFile<IN, BucketID> file) throws IOException {
        close(file);
        open.remove(file.getBucketId());
    }

    private void close(PartFile<IN, BucketID> file) throws IOException {
        waiting.onClosed(new ClosedPart<>(file.getBucketId(), file.closeForCommit(), file.isInCheckpoint()));
    }

    private void scheduleBucketCheck() {
        time.registerTimer(
                time.getCurrentProcessingTime() + settings.bucketCheckIntervalMs(), this::rollByProcessingTime);
    }

    private void rollByProcessingTime(long nowMs) throws IOException {
        if (writerClosed) {
            return;
        }
        for (PartFile<IN, BucketID> file : List.copyOf(open.values())) {
            if (settings.rollingPolicy().shouldRollOnProcessingTime(file, nowMs)) {
                roll(file);
            }
        }
        scheduleBucketCheck();
    }

    @Override
    public void flush(boolean endOfInput) throws IOException {
        this.endOfInput = endOfInput;
        for (PartFile<IN, BucketID> file : List.copyOf(open.values())) {
            file.failIfBroken();
            if (endOfInput
                    || !file.survivesWhileOpen()
                    || settings.rollingPolicy().shouldRollOnCheckpoint(file)) {
                roll(file);
            }
        }
    }

    @Override
    public Collection<FileSinkCommittable> prepareCommit() throws IOException, InterruptedException {
        return waiting.take(endOfInput);
    }

    @Override
    public List<BucketState<BucketID>> snapshotState(long checkpointId) throws IOException {
        Map<BucketID, OpenPart> kept = new LinkedHashMap<>();
        for (PartFile<IN, BucketID> file : List.copyOf(open.values())) {
            if (file.survivesWhileOpen()) {
                kept.put(file.getBucketId(), file.sync());
            } else {
                roll(file);
            }
        }
        Map<BucketID, List<FileSinkCommittable>> complete = new LinkedHashMap<>();
        kept.keySet().forEach(bucket -> complete.put(bucket, new ArrayList<>()));
        waiting.checkpointed()
                .forEach(part -> complete.computeIfAbsent(part.bucket(), bucket -> new ArrayList<>())
                        .add(part.file()));
        List<BucketState<BucketID>> states = new ArrayList<>();
        complete.forEach((bucket, files) ->
                states.add(new BucketState<>(bucket, Optional.ofNullable(kept.get(bucket)), List.copyOf(files))));
        return states;
    }

    @Override
    public void close() throws IOException {
        writerClosed = true;
        Failures failures = new Failures();
        open.values().forEach(file -> failures.collect(file::closeWithoutCommit));
        open.clear();
        for (Path file : waiting.close()) {
            failures.collect(() -> file.getFileSystem().delete(file, false));
        }
        failures.rethrow();
    }

    /** Closes a writer that can't be used because of that failure. */
    void closeAfter(Exception failure) {
        try {
            close();
        } catch (IOException alsoFailed) {
            failure.addSuppressed(alsoFailed);
        }
    }

    /** The first failure of several steps that are all taken, with the others suppressed. */
    private static final class Failures {

        private interface Step {
            void run() throws IOException;
        }

        private IOException first;

        void collect(Step step) {
            try {
                step.run();
            } catch (IOException failure) {
                if (first == null) {
                    first = failure;
                } else {
                    first.addSuppressed(failure);
                }
            }
        }

        void rethrow() throws IOException {
            if (first != null) {
                throw first;
            }
        }
    }

    /** The current record as the bucket assigner sees it; reused for every record. */
    private static final class RecordContext implements BucketAssigner.Context {

        private Context record;
        private long nowMs;

        void at(Context record, long nowMs) {
            this.record = record;
            this.nowMs = nowMs;
        }

        @Override
        public long currentProcessingTime() {
            return nowMs;
        }

        @Override
        public long currentWatermark() {
            return record.currentWatermark();
        }

        @Override
        public Long timestamp() {
            return record.timestamp();
        }
    }
}
