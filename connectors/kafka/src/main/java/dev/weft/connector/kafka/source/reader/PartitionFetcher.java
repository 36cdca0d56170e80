package dev.weft.connector.kafka.source.reader;

import dev.weft.connector.kafka.KafkaFailure;
import dev.weft.connector.kafka.source.split.KafkaPartitionSplit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads partitions with one Kafka consumer, on a thread of its own. The consumer belongs to that thread alone, from its
 * making to its closing; other threads give commands, and wake it while it waits for records.
 *
 * <p>At most {@value #FETCHES_AHEAD} fetches wait for the task: while it is behind, the consumer is not asked for more.
 */
@SuppressWarnings("try") // closing may be interrupted
final class PartitionFetcher implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PartitionFetcher.class);

    static final int FETCHES_AHEAD = 2;

    /** How long the consumer waits for records before it looks around; a command wakes it before. */
    private static final Duration POLL_TIMEOUT = Duration.ofSeconds(10);

    private static final Duration COMMIT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final Runnable onFetched;
    private final CommitListener commitListener;
    private final Handover handover = new Handover(FETCHES_AHEAD);
    private final Thread thread;

    // The fetching thread's own.
    private Consumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, Long> stops = new HashMap<>();
    private final Set<TopicPartition> paused = new HashSet<>();

    /** The consumer while it waits for records, else null; under the monitor of {@link #wakeLock}. */
    private Consumer<byte[], byte[]> waiting;

    private final Object wakeLock = new Object();

    private volatile long pendingRecords;

    /** Is told about commits of offsets, on the fetching thread. */
    interface CommitListener {
        void onCommitted(boolean succeeded);
    }

    /**
     * @param consumers makes the consumer, on the fetching thread
     * @param onFetched called on the fetching thread when there is something for the task
     */
    PartitionFetcher(
            String name,
            ClassLoader classLoader,
            Supplier<Consumer<byte[], byte[]>> consumers,
            Runnable onFetched,
            CommitListener commitListener) {
        this.consumers = consumers;
        this.onFetched = onFetched;
        this.commitListener = commitListener;
        this.thread = new Thread(this::run, name);
        thread.setDaemon(true);
        thread.setContextClassLoader(classLoader);
    }

    void start() {
        thread.start();
    }

    /** The next thing that was fetched, null when there is none. */
    Fetched poll() {
        return handover.poll();
    }

    boolean hasFetched() {
        return handover.hasFetched();
    }

    /** How many records the brokers had beyond those that were fetched, at the last fetch. */
    long pendingRecords() {
        return pendingRecords;
    }

    void command(FetchCommand command) {
        handover.command(command);
        wake();
    }

    /** Returns when the thread has closed the consumer, or has not for {@link #CLOSE_TIMEOUT}. */
    @Override
    public void close() throws InterruptedException {
        handover.close();
        wake();
        if (thread.isAlive()) {
            thread.join(CLOSE_TIMEOUT.toMillis());
            if (thread.isAlive()) {
                LOG.warn("The consumer of {} does not close; its thread is left to end by itself", thread.getName());
                thread.interrupt();
            }
        }
    }

    private void wake() {
        synchronized (wakeLock) {
            if (waiting != null) {
                waiting.wakeup();
            }
        }
    }

    private void run() {
        try {
            consumer = consumers.get();
            Optional<List<FetchCommand>> commands = handover.awaitWork(false);
            while (commands.isPresent()) {
                commands.get().forEach(this::obey);
                if (canFetch() && handover.hasRoom()) {
                    fetch();
                }
                commands = handover.awaitWork(canFetch());
            }
        } catch (InterruptedException | InterruptException closing) {
            // The reader has been closed and does not wait any longer.
        } catch (OffsetOutOfRangeException lost) {
            handOver(List.of(new Fetched.Failed(explainedIfPossible(lost))));
        } catch (Throwable failure) {
            handOver(List.of(new Fetched.Failed(failure)));
        } finally {
            closeConsumer();
        }
    }

    /** The explanation needs the brokers, which may not answer. */
    private RuntimeException explainedIfPossible(OffsetOutOfRangeException lost) {
        try {
            return explained(lost);
        } catch (RuntimeException notAnswered) {
            lost.addSuppressed(notAnswered);
            return lost;
        }
    }

    private boolean canFetch() {
        return !consumer.assignment().isEmpty();
    }

    private void obey(FetchCommand command) {
        if (command instanceof FetchCommand.Add add) {
            add(add.splits());
        } else if (command instanceof FetchCommand.PauseOrResume change) {
            pauseOrResume(change);
        } else if (command instanceof FetchCommand.Commit commit) {
            commit(commit.offsets());
        }
    }

    private void add(List<KafkaPartitionSplit> splits) {
        Set<TopicPartition> assignment = new HashSet<>(consumer.assignment());
        List<Fetched> empty = new ArrayList<>();
        List<KafkaPartitionSplit> added = new ArrayList<>();
        for (KafkaPartitionSplit split : splits) {
            TopicPartition partition = split.getTopicPartition();
            Optional<Long> stop = split.getStoppingOffset();
            if (stop.isPresent() && split.getStartingOffset() >= stop.get()) {
                empty.add(new Fetched.Records(partition, List.of(), split.getStartingOffset(), true));
                continue;
            }
            stop.ifPresent(offset -> stops.put(partition, offset));
            assignment.add(partition);
            added.add(split);
        }
        consumer.assign(assignment);
        added.forEach(split -> consumer.seek(split.getTopicPartition(), split.getStartingOffset()));
        consumer.pause(paused);
        if (!empty.isEmpty()) {
            handOver(empty);
        }
    }

    private void pauseOrResume(FetchCommand.PauseOrResume change) {
        Collection<TopicPartition> pause = assigned(change.pause());
        Collection<TopicPartition> resume = assigned(change.resume());
        paused.addAll(pause);
        paused.removeAll(resume);
        consumer.pause(pause);
        consumer.resume(resume);
    }

    /** A split may have ended while the command was on its way. */
    private Collection<TopicPartition> assigned(Collection<String> splitIds) {
        return consumer.assignment().stream()
                .filter(partition -> splitIds.contains(partition.toString()))
                .toList();
    }

    /** Offsets at the brokers are for people and tools to see: the job goes on from its checkpoints. */
    private void commit(Map<TopicPartition, OffsetAndMetadata> offsets) {
        if (canFetch()) {
            consumer.commitAsync(offsets, (committed, failure) -> onCommitted(offsets, failure));
            return;
        }
        // Nothing calls the consumer any more that would send an asynchronous commit.
        try {
            despiteWake(() -> {
                consumer.commitSync(offsets, COMMIT_TIMEOUT);
                return offsets;
            });
            onCommitted(offsets, null);
        } catch (KafkaException failure) {
            onCommitted(offsets, failure);
        }
    }

    private void onCommitted(Map<TopicPartition, OffsetAndMetadata> offsets, Exception failure) {
        if (failure != null) {
            LOG.warn(
                    "Could not commit the offsets of {} partition(s) to Kafka; the job does not need them, and commits"
                            + " newer ones at the next checkpoint: {}",
                    offsets.size(),
                    failure.toString());
        }
        commitListener.onCommitted(failure == null);
    }

    private void fetch() {
        ConsumerRecords<byte[], byte[]> records = waitForRecords();
        List<Fetched> fetched = new ArrayList<>();
        Map<TopicPartition, OffsetAndMetadata> positions = records.nextOffsets();
        for (TopicPartition partition : records.partitions()) {
            fetched.add(upToStop(partition, records.records(partition), positions.get(partition)));
        }
        endThoseWithoutData(fetched);
        List<TopicPartition> ended = new ArrayList<>();
        for (Fetched each : fetched) {
            if (each instanceof Fetched.Records some && some.last()) {
                ended.add(some.partition());
            }
        }
        if (!ended.isEmpty()) {
            end(ended);
        }
        countPending();
        if (!fetched.isEmpty()) {
            handOver(fetched);
        }
    }

    private ConsumerRecords<byte[], byte[]> waitForRecords() {
        synchronized (wakeLock) {
            waiting = consumer;
        }
        try {
            // What was commanded before this thread could be woken is seen here, what comes after it wakes it.
            return handover.hasCommands() ? ConsumerRecords.empty() : consumer.poll(POLL_TIMEOUT);
        } catch (WakeupException commandsWait) {
            return ConsumerRecords.empty();
        } finally {
            synchronized (wakeLock) {
                waiting = null;
            }
        }
    }

    private Fetched.Records upToStop(
            TopicPartition partition, List<ConsumerRecord<byte[], byte[]>> records, OffsetAndMetadata next) {
        long position = next.offset();
        Long stop = stops.get(partition);
        if (stop == null || position < stop) {
            return new Fetched.Records(partition, records, position, false);
        }
        int wanted = records.size();
        while (wanted > 0 && records.get(wanted - 1).offset() >= stop) {
            wanted--;
        }
        return new Fetched.Records(partition, records.subList(0, wanted), stop, true);
    }

    /** The last offsets before a stop may hold no data: markers of transactions, or records that were compacted away. */
    private void endThoseWithoutData(List<Fetched> fetched) {
        Set<TopicPartition> seen = new HashSet<>();
        fetched.forEach(each -> seen.add(((Fetched.Records) each).partition()));
        stops.forEach((partition, stop) -> {
            if (!seen.contains(partition) && despiteWake(() -> consumer.position(partition)) >= stop) {
                fetched.add(new Fetched.Records(partition, List.of(), stop, true));
            }
        });
    }

    /** A wake that was meant for a wait for records which had just ended reaches the consumer's next blocking call. */
    private static <T> T despiteWake(Supplier<T> call) {
        try {
            return call.get();
        } catch (WakeupException late) {
            return call.get();
        }
    }

    private void end(List<TopicPartition> ended) {
        Set<TopicPartition> left = new HashSet<>(consumer.assignment());
        ended.forEach(partition -> {
            left.remove(partition);
            stops.remove(partition);
            paused.remove(partition);
        });
        consumer.assign(left);
        consumer.pause(paused);
    }

    private KafkaFailure explained(OffsetOutOfRangeException lost) {
        Map<TopicPartition, Long> positions = lost.offsetOutOfRangePartitions();
        Map<TopicPartition, Long> beginnings = despiteWake(() -> consumer.beginningOffsets(positions.keySet()));
        Map<TopicPartition, Long> ends = despiteWake(() -> consumer.endOffsets(positions.keySet()));
        List<String> gone = new ArrayList<>();
        positions.forEach((partition, position) -> gone.add("offset " + position + " of " + partition
                + " (the brokers have " + beginnings.get(partition) + " to " + ends.get(partition) + ")"));
        return new KafkaFailure(
                "the brokers do not have " + String.join(", ", gone)
                        + ": records were deleted before they were read, or the topic was created anew; set the property"
                        + " auto.offset.reset of the source to earliest or latest to go on from there and lose what lies between",
                lost);
    }

    private void countPending() {
        long records = 0;
        for (TopicPartition partition : consumer.assignment()) {
            records += consumer.currentLag(partition).orElse(0);
        }
        pendingRecords = records;
    }

    private void handOver(List<Fetched> fetched) {
        handover.add(fetched);
        onFetched.run();
    }

    private void closeConsumer() {
        if (consumer == null) {
            return;
        }
        try {
            consumer.close(CloseOptions.timeout(CLOSE_TIMEOUT));
        } catch (KafkaException failure) {
            LOG.warn("The consumer of {} was not closed in order: {}", thread.getName(), failure.toString());
        }
    }
}
