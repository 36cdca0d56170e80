package dev.weft.connector.kafka.source.reader;

import dev.weft.api.connector.source.ReaderOutput;
import dev.weft.api.connector.source.SourceOutput;
import dev.weft.api.connector.source.SourceReader;
import dev.weft.api.connector.source.SourceReaderContext;
import dev.weft.connector.kafka.KafkaFailure;
import dev.weft.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import dev.weft.connector.kafka.source.split.KafkaPartitionSplit;
import dev.weft.core.io.InputStatus;
import dev.weft.metrics.Counter;
import dev.weft.metrics.MetricGroup;
import dev.weft.util.Collector;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Source reader of the Kafka source: deserializes and emits what its {@link PartitionFetcher} has fetched. Owned by the
 * task's thread, except {@link #onFetched}.
 *
 * <p>Each partition has an output of its own, so that watermarks are made per partition. The position of a partition is
 * always behind the last record of which everything was emitted.
 *
 * @param <T> the elements
 */
@SuppressWarnings("try") // closing may be interrupted
public final class KafkaSourceReader<T> implements SourceReader<T, KafkaPartitionSplit> {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaSourceReader.class);

    /** Records that one call of pollNext emits at most, so that the task's other work is not held up. */
    private static final int RECORDS_PER_POLL = 256;

    private static final int BYTES_SHOWN = 64;

    /** How far a record's timestamp may be ahead of this machine's clock before it is told. */
    private static final long FUTURE_MS = Duration.ofDays(1).toMillis();

    private final SourceReaderContext context;
    private final KafkaRecordDeserializationSchema<T> schema;
    private final Settings settings;
    private final LongSupplier nowMs;
    private final Counter recordsFromFuture;
    private final PartitionFetcher fetcher;

    private final Map<TopicPartition, Progress<T>> partitions = new LinkedHashMap<>();

    /** Partitions that were assigned since the last poll. */
    private final List<Progress<T>> withoutOutput = new ArrayList<>();

    /** Offsets as of each checkpoint that is not known to be complete. */
    private final NavigableMap<Long, Map<TopicPartition, OffsetAndMetadata>> offsetsToCommit = new TreeMap<>();

    /** Where splits have ended, until that is in a checkpoint. */
    private final Map<TopicPartition, OffsetAndMetadata> ended = new HashMap<>();

    private final AtomicReference<CompletableFuture<Void>> available = new AtomicReference<>(new CompletableFuture<>());

    private Fetched.Records current;
    private int next;
    private boolean noMoreSplits;

    /** The highest timestamp that is believed, as of the last poll. */
    private long believedUpToMs;

    /**
     * How to read.
     *
     * @param consumer the properties of the consumer
     * @param commitOffsets whether offsets are committed to Kafka when checkpoints are complete
     * @param showBytes whether the failure of a record shows the beginning of its value
     */
    public record Settings(Properties consumer, boolean commitOffsets, boolean showBytes) {}

    /** What is known of a partition that is being read, and the way of its elements. */
    private static final class Progress<T> implements Collector<T> {

        final KafkaPartitionSplit split;
        long position;
        SourceOutput<T> output;
        long timestampMs;
        boolean futureTold;
        /** What processing the record's elements threw, if it did. */
        RuntimeException ofOutput;

        Progress(KafkaPartitionSplit split) {
            this.split = split;
            this.position = split.getStartingOffset();
        }

        KafkaPartitionSplit now() {
            return new KafkaPartitionSplit(
                    split.getTopicPartition(),
                    position,
                    split.getStoppingOffset().orElse(KafkaPartitionSplit.NO_STOPPING_OFFSET));
        }

        @Override
        public void collect(T element) {
            try {
                if (timestampMs >= 0) {
                    output.collect(element, timestampMs);
                } else {
                    output.collect(element);
                }
            } catch (RuntimeException failure) {
                ofOutput = failure;
                throw failure;
            }
        }

        @Override
        public void close() {}
    }

    /** @param consumers makes the consumer, on the reader's fetching thread */
    public KafkaSourceReader(
            SourceReaderContext context,
            KafkaRecordDeserializationSchema<T> schema,
            Settings settings,
            Supplier<Consumer<byte[], byte[]>> consumers) {
        this(context, schema, settings, consumers, System::currentTimeMillis);
    }

    /** @param nowMs the clock, in milliseconds since the epoch */
    KafkaSourceReader(
            SourceReaderContext context,
            KafkaRecordDeserializationSchema<T> schema,
            Settings settings,
            Supplier<Consumer<byte[], byte[]>> consumers,
            LongSupplier nowMs) {
        this.context = context;
        this.schema = schema;
        this.settings = settings;
        this.nowMs = nowMs;
        MetricGroup metrics = context.metricGroup().addGroup("KafkaSourceReader");
        this.recordsFromFuture = metrics.counter("recordsWithFutureTimestamp");
        Counter commitsSucceeded = metrics.counter("commitsSucceeded");
        Counter commitsFailed = metrics.counter("commitsFailed");
        this.fetcher = new PartitionFetcher(
                "Kafka source " + context.getIndexOfSubtask(),
                context.getUserCodeClassLoader().asClassLoader(),
                consumers,
                this::onFetched,
                succeeded -> (succeeded ? commitsSucceeded : commitsFailed).inc());
        context.metricGroup().setPendingRecordsGauge(fetcher::pendingRecords);
    }

    @Override
    public void start() {
        fetcher.start();
    }

    @Override
    public InputStatus pollNext(ReaderOutput<T> output) throws Exception {
        openOutputs(output);
        if (current == null && !advance()) {
            return noMoreSplits && partitions.isEmpty() ? InputStatus.END_OF_INPUT : InputStatus.NOTHING_AVAILABLE;
        }
        Progress<T> progress = partitions.get(current.partition());
        List<ConsumerRecord<byte[], byte[]>> records = current.records();
        int end = Math.min(records.size(), next + RECORDS_PER_POLL);
        believedUpToMs = nowMs.getAsLong() + FUTURE_MS;
        while (next < end) {
            ConsumerRecord<byte[], byte[]> record = records.get(next++);
            emit(record, progress);
        }
        if (next == records.size()) {
            progress.position = current.position();
            if (current.last()) {
                end(progress, output);
            }
            current = null;
        }
        return InputStatus.MORE_AVAILABLE;
    }

    private void emit(ConsumerRecord<byte[], byte[]> record, Progress<T> progress) throws IOException {
        progress.timestampMs = record.timestamp();
        if (record.timestamp() > believedUpToMs) {
            onFutureTimestamp(record, progress);
        }
        progress.ofOutput = null;
        try {
            schema.deserialize(record, progress);
        } catch (IOException | RuntimeException failure) {
            if (progress.ofOutput != null) {
                throw progress.ofOutput; // the record was read; an operator behind the source has failed
            }
            context.metricGroup().getNumRecordsInErrorsCounter().inc();
            throw new IOException(
                    "can't read the record " + record.topic() + "-" + record.partition() + "@" + record.offset()
                            + " (value of " + shown(record.value()) + "): "
                            + (failure.getMessage() == null ? failure : failure.getMessage()),
                    failure);
        }
        progress.position = record.offset() + 1;
    }

    /** One such record may move the watermark so far ahead that all records behind it are late. */
    private void onFutureTimestamp(ConsumerRecord<byte[], byte[]> record, Progress<T> progress) {
        recordsFromFuture.inc();
        if (!progress.futureTold) {
            progress.futureTold = true;
            LOG.warn(
                    "The record {}@{} has the timestamp {} ({} ms), more than a day ahead of this machine's clock: it"
                            + " may move the watermark so far that all records behind it are late. Leave such records out"
                            + " in the deserializer, or give them another timestamp. Further ones of this partition are"
                            + " counted by recordsWithFutureTimestamp",
                    progress.split.getTopicPartition(),
                    record.offset(),
                    Instant.ofEpochMilli(record.timestamp()),
                    record.timestamp());
        }
    }

    private String shown(byte[] value) {
        if (value == null) {
            return "no bytes";
        }
        if (!settings.showBytes()) {
            return value.length + " bytes";
        }
        String hex = HexFormat.of().formatHex(value, 0, Math.min(value.length, BYTES_SHOWN));
        return value.length + " bytes: " + hex + (value.length > BYTES_SHOWN ? "..." : "");
    }

    /** Takes what was fetched next; false when there is nothing yet. */
    private boolean advance() throws IOException {
        Fetched fetched = fetcher.poll();
        if (fetched == null) {
            return false;
        }
        if (fetched instanceof Fetched.Failed failed) {
            Throwable failure = failed.failure();
            throw failure instanceof KafkaFailure told
                    ? told
                    : KafkaFailure.of("can't read " + partitions.keySet(), failure, settings.consumer());
        }
        current = (Fetched.Records) fetched;
        next = 0;
        return true;
    }

    /** A partition holds the watermark back from its assignment on, not only from its first record on. */
    private void openOutputs(ReaderOutput<T> output) {
        if (!withoutOutput.isEmpty()) {
            withoutOutput.forEach(progress -> progress.output = output.createOutputForSplit(progress.split.splitId()));
            withoutOutput.clear();
        }
    }

    private void end(Progress<T> progress, ReaderOutput<T> output) {
        TopicPartition partition = progress.split.getTopicPartition();
        partitions.remove(partition);
        ended.put(partition, new OffsetAndMetadata(progress.position));
        output.releaseOutputForSplit(progress.split.splitId());
    }

    @Override
    public CompletableFuture<Void> isAvailable() {
        CompletableFuture<Void> future = available.get();
        if (future.isDone()) {
            future = new CompletableFuture<>();
            available.set(future);
        }
        boolean ready = current != null
                || !withoutOutput.isEmpty()
                || fetcher.hasFetched()
                || (noMoreSplits && partitions.isEmpty());
        if (ready) {
            future.complete(null);
        }
        return future;
    }

    /** On the fetching thread. */
    private void onFetched() {
        available.get().complete(null);
    }

    @Override
    public void addSplits(List<KafkaPartitionSplit> splits) {
        for (KafkaPartitionSplit split : splits) {
            Progress<T> progress = new Progress<>(split);
            partitions.put(split.getTopicPartition(), progress);
            withoutOutput.add(progress);
        }
        fetcher.command(new FetchCommand.Add(List.copyOf(splits)));
        available.get().complete(null);
    }

    @Override
    public void notifyNoMoreSplits() {
        noMoreSplits = true;
        available.get().complete(null);
    }

    @Override
    public void pauseOrResumeSplits(Collection<String> splitsToPause, Collection<String> splitsToResume) {
        fetcher.command(new FetchCommand.PauseOrResume(List.copyOf(splitsToPause), List.copyOf(splitsToResume)));
    }

    @Override
    public List<KafkaPartitionSplit> snapshotState(long checkpointId) {
        List<KafkaPartitionSplit> splits = new ArrayList<>(partitions.size());
        partitions.values().forEach(progress -> splits.add(progress.now()));
        if (settings.commitOffsets()) {
            Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>(ended);
            partitions.forEach(
                    (partition, progress) -> offsets.put(partition, new OffsetAndMetadata(progress.position)));
            offsetsToCommit.put(checkpointId, offsets);
        }
        return splits;
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) {
        Map<TopicPartition, OffsetAndMetadata> offsets = offsetsToCommit.get(checkpointId);
        offsetsToCommit.headMap(checkpointId, true).clear();
        if (offsets != null && !offsets.isEmpty()) {
            fetcher.command(new FetchCommand.Commit(offsets));
            ended.entrySet().removeIf(each -> each.getValue().equals(offsets.get(each.getKey())));
        }
    }

    @Override
    public void notifyCheckpointAborted(long checkpointId) {
        offsetsToCommit.remove(checkpointId);
    }

    @Override
    public void close() throws InterruptedException {
        fetcher.close();
    }
}
