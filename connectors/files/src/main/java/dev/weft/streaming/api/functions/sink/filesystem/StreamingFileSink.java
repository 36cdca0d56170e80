package dev.weft.streaming.api.functions.sink.filesystem;

import dev.weft.annotation.PublicEvolving;
import dev.weft.api.common.serialization.BulkWriter;
import dev.weft.api.common.serialization.Encoder;
import dev.weft.api.connector.sink2.Sink;
import dev.weft.connector.file.sink.FileSink;
import dev.weft.core.fs.Path;
import dev.weft.streaming.api.functions.sink.RichSinkFunction;
import dev.weft.streaming.api.functions.sink.RunsAsSink;
import dev.weft.streaming.api.functions.sink.filesystem.bucketassigners.DateTimeBucketAssigner;
import dev.weft.streaming.api.functions.sink.filesystem.rollingpolicies.CheckpointRollingPolicy;
import dev.weft.streaming.api.functions.sink.filesystem.rollingpolicies.DefaultRollingPolicy;
import dev.weft.streaming.api.functions.sink.filesystem.rollingpolicies.OnCheckpointRollingPolicy;
import java.io.Serializable;
import java.util.Objects;

/**
 * The older form of {@link FileSink}, for {@code addSink}: a {@code FileSink} with the same settings writes the files.
 *
 * @deprecated use {@link FileSink}, which has the same builders and compaction besides
 */
@Deprecated
@PublicEvolving
public class StreamingFileSink<IN> extends RichSinkFunction<IN> implements RunsAsSink<IN> {

    private static final long serialVersionUID = 1L;

    private final FileSink<IN> sink;

    private StreamingFileSink(FileSink<IN> sink) {
        this.sink = sink;
    }

    /** As {@link FileSink#forRowFormat}. */
    public static <IN> DefaultRowFormatBuilder<IN> forRowFormat(Path basePath, Encoder<IN> encoder) {
        return new DefaultRowFormatBuilder<>(basePath, encoder);
    }

    /** As {@link FileSink#forBulkFormat}. */
    public static <IN> DefaultBulkFormatBuilder<IN> forBulkFormat(Path basePath, BulkWriter.Factory<IN> writerFactory) {
        return new DefaultBulkFormatBuilder<>(basePath, writerFactory);
    }

    @Override
    public Sink<IN> asSink() {
        return sink;
    }

    /** Never called by a job, which runs {@link #asSink}. */
    @Override
    public void invoke(IN value, Context context) {
        throw new UnsupportedOperationException("a StreamingFileSink is given to addSink as it is, not called by a"
                + " function of the program's own: files are committed with checkpoints");
    }

    /** What row-wise and bulk sinks have in common. */
    public abstract static class BucketsBuilder<IN, BucketID, T extends BucketsBuilder<IN, BucketID, T>>
            implements Serializable {

        private static final long serialVersionUID = 1L;

        /** In milliseconds. */
        public static final long DEFAULT_BUCKET_CHECK_INTERVAL = 60_000;

        final Path basePath;
        BucketAssigner<IN, BucketID> bucketAssigner;
        OutputFileConfig fileConfig = OutputFileConfig.builder().build();
        long bucketCheckIntervalMs = DEFAULT_BUCKET_CHECK_INTERVAL;

        BucketsBuilder(Path basePath, BucketAssigner<IN, BucketID> bucketAssigner) {
            this.basePath = Objects.requireNonNull(basePath, "basePath");
            this.bucketAssigner = Objects.requireNonNull(bucketAssigner, "bucketAssigner");
        }

        /** How often open files are checked for their age, in milliseconds. */
        public long getBucketCheckInterval() {
            return bucketCheckIntervalMs;
        }

        /** Sets how often open files are checked for their age, in milliseconds. */
        public T withBucketCheckInterval(long interval) {
            this.bucketCheckIntervalMs = interval;
            return self();
        }

        /** Says into which directory below the path a record is written. */
        public T withBucketAssigner(BucketAssigner<IN, BucketID> assigner) {
            this.bucketAssigner = Objects.requireNonNull(assigner, "assigner");
            return self();
        }

        /** Says how names of part files begin and end. */
        public T withOutputFileConfig(OutputFileConfig outputFileConfig) {
            this.fileConfig = Objects.requireNonNull(outputFileConfig, "outputFileConfig");
            return self();
        }

        /** A sink with these settings. */
        public abstract StreamingFileSink<IN> build();

        /** This builder. */
        @SuppressWarnings("unchecked") // T is the builder's own type
        protected T self() {
            return (T) this;
        }
    }

    /** Collects the settings of a row-wise sink. */
    public static class RowFormatBuilder<IN, BucketID, T extends RowFormatBuilder<IN, BucketID, T>>
            extends BucketsBuilder<IN, BucketID, T> {

        private static final long serialVersionUID = 1L;

        private final Encoder<IN> encoder;
        private RollingPolicy<IN, BucketID> rollingPolicy =
                DefaultRollingPolicy.builder().build();

        /** @param encoder writes a record behind the last one */
        protected RowFormatBuilder(Path basePath, Encoder<IN> encoder, BucketAssigner<IN, BucketID> bucketAssigner) {
            super(basePath, bucketAssigner);
            this.encoder = Objects.requireNonNull(encoder, "encoder");
        }

        /** Says when a file is complete and the next one begun. */
        public T withRollingPolicy(RollingPolicy<IN, BucketID> policy) {
            this.rollingPolicy = Objects.requireNonNull(policy, "policy");
            return self();
        }

        /** Sets assigner and rolling policy for buckets that are named by values of another type. */
        @SuppressWarnings("unchecked") // nothing else in the builder depends on the type of the buckets' names
        public <ID> RowFormatBuilder<IN, ID, ? extends RowFormatBuilder<IN, ID, ?>> withNewBucketAssignerAndPolicy(
                BucketAssigner<IN, ID> assigner, RollingPolicy<IN, ID> policy) {
            RowFormatBuilder<IN, ID, ?> other = (RowFormatBuilder<IN, ID, ?>) (RowFormatBuilder<IN, ?, ?>) this;
            other.withBucketAssigner(assigner);
            other.withRollingPolicy(policy);
            return other;
        }

        @Override
        public StreamingFileSink<IN> build() {
            return new StreamingFileSink<>(new Rows<>(basePath, encoder, bucketAssigner)
                    .withRollingPolicy(rollingPolicy)
                    .withBucketCheckInterval(bucketCheckIntervalMs)
                    .withOutputFileConfig(fileConfig)
                    .build());
        }
    }

    /** A row-wise sink whose buckets are named by text. */
    public static final class DefaultRowFormatBuilder<IN>
            extends RowFormatBuilder<IN, String, DefaultRowFormatBuilder<IN>> {

        private static final long serialVersionUID = 1L;

        private DefaultRowFormatBuilder(Path basePath, Encoder<IN> encoder) {
            super(basePath, encoder, new DateTimeBucketAssigner<>());
        }
    }

    /** Collects the settings of a sink of whole files. */
    public static class BulkFormatBuilder<IN, BucketID, T extends BulkFormatBuilder<IN, BucketID, T>>
            extends BucketsBuilder<IN, BucketID, T> {

        private static final long serialVersionUID = 1L;

        private final BulkWriter.Factory<IN> writerFactory;
        private CheckpointRollingPolicy<IN, BucketID> rollingPolicy = OnCheckpointRollingPolicy.build();

        /** @param writerFactory makes the writer of each file */
        protected BulkFormatBuilder(
                Path basePath, BulkWriter.Factory<IN> writerFactory, BucketAssigner<IN, BucketID> assigner) {
            super(basePath, assigner);
            this.writerFactory = Objects.requireNonNull(writerFactory, "writerFactory");
        }

        /** Says when a file is complete and the next one begun, besides every checkpoint. */
        public T withRollingPolicy(CheckpointRollingPolicy<IN, BucketID> policy) {
            this.rollingPolicy = Objects.requireNonNull(policy, "policy");
            return self();
        }

        /** Sets an assigner of buckets that are named by values of another type. */
        @SuppressWarnings("unchecked") // nothing else in the builder depends on the type of the buckets' names
        public <ID> BulkFormatBuilder<IN, ID, ? extends BulkFormatBuilder<IN, ID, ?>> withNewBucketAssigner(
                BucketAssigner<IN, ID> assigner) {
            BulkFormatBuilder<IN, ID, ?> other = (BulkFormatBuilder<IN, ID, ?>) (BulkFormatBuilder<IN, ?, ?>) this;
            other.withBucketAssigner(assigner);
            return other;
        }

        @Override
        @SuppressWarnings(
                "unchecked") // the sink passes buckets from the assigner to its serializer and the policy only
        public StreamingFileSink<IN> build() {
            return new StreamingFileSink<>(new Files<>(basePath, writerFactory, (BucketAssigner<IN, String>)
                            (BucketAssigner<IN, ?>) bucketAssigner)
                    .withRollingPolicy(
                            (CheckpointRollingPolicy<IN, String>) (CheckpointRollingPolicy<IN, ?>) rollingPolicy)
                    .withBucketCheckInterval(bucketCheckIntervalMs)
                    .withOutputFileConfig(fileConfig)
                    .build());
        }
    }

    /** A sink of whole files whose buckets are one an hour. */
    public static final class DefaultBulkFormatBuilder<IN>
            extends BulkFormatBuilder<IN, String, DefaultBulkFormatBuilder<IN>> {

        private static final long serialVersionUID = 1L;

        private DefaultBulkFormatBuilder(Path basePath, BulkWriter.Factory<IN> writerFactory) {
            super(basePath, writerFactory, new DateTimeBucketAssigner<>());
        }
    }

    private static final class Rows<IN, BucketID> extends FileSink.RowFormatBuilder<IN, BucketID, Rows<IN, BucketID>> {

        Rows(Path basePath, Encoder<IN> encoder, BucketAssigner<IN, BucketID> bucketAssigner) {
            super(basePath, encoder, bucketAssigner);
        }
    }

    private static final class Files<IN> extends FileSink.BulkFormatBuilder<IN, Files<IN>> {

        Files(Path basePath, BulkWriter.Factory<IN> writerFactory, BucketAssigner<IN, String> assigner) {
            super(basePath, writerFactory, assigner);
        }
    }
}
