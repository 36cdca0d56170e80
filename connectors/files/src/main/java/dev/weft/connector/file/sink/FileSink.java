package dev.weft.connector.file.sink;

import dev.weft.api.common.JobID;
import dev.weft.api.common.operators.ProcessingTimeService;
import dev.weft.api.common.serialization.BulkWriter;
import dev.weft.api.common.serialization.Encoder;
import dev.weft.api.connector.sink2.Committer;
import dev.weft.api.connector.sink2.CommitterInitContext;
import dev.weft.api.connector.sink2.Sink;
import dev.weft.api.connector.sink2.SinkWriter;
import dev.weft.api.connector.sink2.StatefulSinkWriter;
import dev.weft.api.connector.sink2.SupportsCommitter;
import dev.weft.api.connector.sink2.SupportsWriterState;
import dev.weft.api.connector.sink2.WriterInitContext;
import dev.weft.connector.file.sink.compactor.FileCompactStrategy;
import dev.weft.connector.file.sink.compactor.FileCompactor;
import dev.weft.core.fs.Path;
import dev.weft.core.io.SimpleVersionedSerializer;
import dev.weft.program.AbandonedOutput;
import dev.weft.program.UniqueNames;
import dev.weft.streaming.api.functions.sink.filesystem.BucketAssigner;
import dev.weft.streaming.api.functions.sink.filesystem.OutputFileConfig;
import dev.weft.streaming.api.functions.sink.filesystem.RollingPolicy;
import dev.weft.streaming.api.functions.sink.filesystem.bucketassigners.DateTimeBucketAssigner;
import dev.weft.streaming.api.functions.sink.filesystem.rollingpolicies.CheckpointRollingPolicy;
import dev.weft.streaming.api.functions.sink.filesystem.rollingpolicies.DefaultRollingPolicy;
import dev.weft.streaming.api.functions.sink.filesystem.rollingpolicies.OnCheckpointRollingPolicy;
import java.io.IOException;
import java.io.Serializable;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * Writes records into files below a path. Files appear under their final names when the job commits: at a checkpoint,
 * or when all of a bounded job's input has been processed; before, and after a failure, nothing is visible.
 *
 * <p>Before, a file is hidden: its name begins with a dot and ends with the id of its job. What an attempt has written
 * that was replaced after a failure stays hidden while the job runs; the job removes it when it ends, finished, failed
 * or cancelled. It removes nothing when it ends while its output is being committed, or when the whole application is killed:
 * hidden files of a job that has ended so may be deleted by hand once it is certain that nobody restores it.
 *
 * <pre>{@code
 * stream.sinkTo(FileSink.forRowFormat(new Path("hdfs:///out"), new SimpleStringEncoder<String>()).build());
 * }</pre>
 *
 * @param <IN> the records
 */
public final class FileSink<IN>
        implements Sink<IN>,
                SupportsWriterState<IN, BucketState<?>>,
                SupportsCommitter<FileSinkCommittable>,
                AbandonedOutput {

    private static final long serialVersionUID = 1L;

    private final Bucketed<IN, ?> bucketed;

    private FileSink(Bucketed<IN, ?> bucketed) {
        this.bucketed = bucketed;
    }

    /**
     * A sink that writes records one after another, each as the encoder says.
     *
     * @param basePath the directory below which buckets are; on a file system that all executors see
     */
    public static <IN> DefaultRowFormatBuilder<IN> forRowFormat(Path basePath, Encoder<IN> encoder) {
        return new DefaultRowFormatBuilder<>(basePath, encoder);
    }

    /**
     * A sink that writes whole files in a format that is complete only at its end, such as Parquet. Each file ends with a
     * checkpoint or earlier, so that files become visible whole or not at all.
     *
     * @param basePath the directory below which buckets are; on a file system that all executors see
     */
    public static <IN> DefaultBulkFormatBuilder<IN> forBulkFormat(
            Path basePath, BulkWriter.Factory<IN> bulkWriterFactory) {
        return new DefaultBulkFormatBuilder<>(basePath, bulkWriterFactory);
    }

    @Override
    @Deprecated
    public SinkWriter<IN> createWriter(InitContext context) throws IOException {
        return bucketed.writer(context.getJobId(), uniqueName(context), context.getProcessingTimeService(), List.of());
    }

    @Override
    public SinkWriter<IN> createWriter(WriterInitContext context) throws IOException {
        return restoreWriter(context, List.of());
    }

    @Override
    public StatefulSinkWriter<IN, BucketState<?>> restoreWriter(
            WriterInitContext context, Collection<BucketState<?>> recoveredState) throws IOException {
        return bucketed.writer(
                context.getJobId(), uniqueName(context), context.getProcessingTimeService(), recoveredState);
    }

    @Override
    public SimpleVersionedSerializer<BucketState<?>> getWriterStateSerializer() {
        return bucketed.stateSerializer();
    }

    @Override
    public Committer<FileSinkCommittable> createCommitter(CommitterInitContext context) {
        return new FileCommitter();
    }

    @Override
    public SimpleVersionedSerializer<FileSinkCommittable> getCommittableSerializer() {
        return new FileSinkCommittableSerializer();
    }

    @Override
    public void removeAbandoned(JobID job) throws IOException {
        HiddenFiles.remove(bucketed.basePath(), job);
    }

    /** Of the attempt that writes; a context that is not the runtime's, as in a test, gives none. */
    private static String uniqueName(Object context) {
        return context instanceof UniqueNames names
                ? names.uniqueName()
                : UUID.randomUUID().toString();
    }

    /** The settings, with the type of the bucket tied together. */
    private record Bucketed<IN, BucketID>(
            Path basePath,
            PartFormat<IN> format,
            BucketAssigner<IN, BucketID> bucketAssigner,
            RollingPolicy<IN, BucketID> rollingPolicy,
            OutputFileConfig fileConfig,
            long bucketCheckIntervalMs,
            Compacting compacting)
            implements Serializable {

        @SuppressWarnings("unchecked") // a sink restores the buckets of its own writers
        StatefulSinkWriter<IN, BucketState<?>> writer(
                JobID job, String name, ProcessingTimeService time, Collection<BucketState<?>> restored)
                throws IOException {
            FileWriter<IN, BucketID> writer = new FileWriter<>(
                    new FileWriter.Settings<>(
                            basePath,
                            format,
                            bucketAssigner,
                            rollingPolicy,
                            fileConfig,
                            bucketCheckIntervalMs,
                            compacting.settings()),
                    job,
                    name,
                    time);
            try {
                writer.restore((Collection<BucketState<BucketID>>) (Collection<?>) restored);
            } catch (IOException | RuntimeException failure) {
                writer.closeAfter(failure);
                throw failure;
            }
            return (StatefulSinkWriter<IN, BucketState<?>>) (StatefulSinkWriter<IN, ?>) writer;
        }

        @SuppressWarnings("unchecked") // a sink serializes the buckets of its own writers
        SimpleVersionedSerializer<BucketState<?>> stateSerializer() {
            return (SimpleVersionedSerializer<BucketState<?>>)
                    (SimpleVersionedSerializer<?>) new BucketStateSerializer<>(bucketAssigner.getSerializer());
        }
    }

    /** Whether and how files are compacted; both are null if they are not. */
    private record Compacting(FileCompactStrategy strategy, FileCompactor compactor) implements Serializable {

        static final Compacting NOTHING = new Compacting(null, null);

        Optional<FileWriter.CompactionSettings> settings() {
            return strategy == null
                    ? Optional.empty()
                    : Optional.of(new FileWriter.CompactionSettings(strategy, compactor, CompactionThreads::start));
        }
    }

    /** What row-wise and bulk sinks have in common. */
    private abstract static class BucketsBuilder<IN, BucketID, T extends BucketsBuilder<IN, BucketID, T>> {

        private static final long DEFAULT_BUCKET_CHECK_INTERVAL_MS = 60_000;

        private final Path basePath;
        private final PartFormat<IN> format;
        private BucketAssigner<IN, BucketID> bucketAssigner;
        private RollingPolicy<IN, BucketID> rollingPolicy;
        private OutputFileConfig fileConfig = OutputFileConfig.builder().build();
        private long bucketCheckIntervalMs = DEFAULT_BUCKET_CHECK_INTERVAL_MS;
        private Compacting compacting = Compacting.NOTHING;

        BucketsBuilder(
                Path basePath,
                PartFormat<IN> format,
                BucketAssigner<IN, BucketID> bucketAssigner,
                RollingPolicy<IN, BucketID> rollingPolicy) {
            this.basePath = Objects.requireNonNull(basePath, "basePath");
            this.format = format;
            this.bucketAssigner = Objects.requireNonNull(bucketAssigner, "bucketAssigner");
            this.rollingPolicy = rollingPolicy;
        }

        /**
         * How often open files are checked for their age: the exactness of the rolling policy's intervals.
         *
         * @param intervalMs milliseconds, above 0; a minute by default
         */
        public T withBucketCheckInterval(long intervalMs) {
            if (intervalMs <= 0) {
                throw new IllegalArgumentException("the bucket check interval must be > 0 ms, not " + intervalMs);
            }
            this.bucketCheckIntervalMs = intervalMs;
            return self();
        }

        /**
         * Says into which directory below the path a record is written; by default one an hour of processing time, such as
         * {@code 2026-11-20--23}, in the client's time zone.
         */
        public T withBucketAssigner(BucketAssigner<IN, BucketID> assigner) {
            this.bucketAssigner = Objects.requireNonNull(assigner, "assigner");
            return self();
        }

        /**
         * Says how names of part files begin and end: {@code part} and nothing by default. Between them stand an id
         * that no other attempt of any writer has, and a number.
         */
        public T withOutputFileConfig(OutputFileConfig config) {
            this.fileConfig = Objects.requireNonNull(config, "config");
            return self();
        }

        /**
         * Makes one file of several before they become visible: of those that one writer has completed in one bucket. A file
         * becomes visible with the first checkpoint after its compaction.
         *
         * @param strategy when files are compacted
         * @param compactor how
         */
        public T enableCompact(FileCompactStrategy strategy, FileCompactor compactor) {
            this.compacting = new Compacting(
                    Objects.requireNonNull(strategy, "strategy"), Objects.requireNonNull(compactor, "compactor"));
            return self();
        }

        /**
         * Files become visible as they were written, also those that an earlier run of the job had set aside for compaction.
         * This is so if nothing is said.
         */
        public T disableCompact() {
            this.compacting = Compacting.NOTHING;
            return self();
        }

        /** A sink with these settings. */
        public FileSink<IN> build() {
            return new FileSink<>(new Bucketed<>(
                    basePath, format, bucketAssigner, rollingPolicy, fileConfig, bucketCheckIntervalMs, compacting));
        }

        final void rollBy(RollingPolicy<IN, BucketID> policy) {
            this.rollingPolicy = Objects.requireNonNull(policy, "policy");
        }

        @SuppressWarnings("unchecked")
        final T self() {
            return (T) this;
        }
    }

    /** Collects the settings of a row-wise sink. */
    public static class RowFormatBuilder<IN, BucketID, T extends RowFormatBuilder<IN, BucketID, T>>
            extends BucketsBuilder<IN, BucketID, T> {

        /**
         * @param basePath the directory below which buckets are; made when the first record comes
         * @param encoder writes a record behind the last one
         */
        protected RowFormatBuilder(Path basePath, Encoder<IN> encoder, BucketAssigner<IN, BucketID> bucketAssigner) {
            super(
                    basePath,
                    new PartFormat.Rows<>(encoder),
                    bucketAssigner,
                    DefaultRollingPolicy.builder().build());
        }

        /**
         * Says when a file is complete and the next one begun; by default at 128 MB, a minute after it was begun, or a
         * minute after its last record. All files are complete at the end of the input.
         */
        public T withRollingPolicy(RollingPolicy<IN, BucketID> policy) {
            rollBy(policy);
            return self();
        }
    }

    /** A row-wise sink whose buckets are named by text. */
    public static final class DefaultRowFormatBuilder<IN>
            extends RowFormatBuilder<IN, String, DefaultRowFormatBuilder<IN>> {

        private DefaultRowFormatBuilder(Path basePath, Encoder<IN> encoder) {
            super(basePath, encoder, new DateTimeBucketAssigner<>());
        }
    }

    /** Collects the settings of a sink of whole files. */
    public static class BulkFormatBuilder<IN, T extends BulkFormatBuilder<IN, T>>
            extends BucketsBuilder<IN, String, T> {

        /**
         * @param basePath the directory below which buckets are; made when the first record comes
         * @param writerFactory makes the writer of each file
         */
        protected BulkFormatBuilder(
                Path basePath, BulkWriter.Factory<IN> writerFactory, BucketAssigner<IN, String> assigner) {
            super(basePath, new PartFormat.Bulk<>(writerFactory), assigner, OnCheckpointRollingPolicy.build());
        }

        /**
         * Says when a file is complete and the next one begun, besides every checkpoint and the end of the input; never by
         * default.
         */
        public T withRollingPolicy(CheckpointRollingPolicy<IN, String> policy) {
            rollBy(policy);
            return self();
        }

        /** As {@link #withBucketAssigner}. */
        public BulkFormatBuilder<IN, ? extends BulkFormatBuilder<IN, ?>> withNewBucketAssigner(
                BucketAssigner<IN, String> assigner) {
            return withBucketAssigner(assigner);
        }
    }

    /** A sink of whole files whose buckets are one an hour. */
    public static final class DefaultBulkFormatBuilder<IN> extends BulkFormatBuilder<IN, DefaultBulkFormatBuilder<IN>> {

        private DefaultBulkFormatBuilder(Path basePath, BulkWriter.Factory<IN> writerFactory) {
            super(basePath, writerFactory, new DateTimeBucketAssigner<>());
        }
    }
}
