package dev.weft.connector.kafka.source.enumerator;

import dev.weft.api.connector.source.SplitEnumerator;
import dev.weft.api.connector.source.SplitEnumeratorContext;
import dev.weft.api.connector.source.SplitsAssignment;
import dev.weft.connector.kafka.KafkaFailure;
import dev.weft.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import dev.weft.connector.kafka.source.split.KafkaPartitionSplit;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Split enumerator of the Kafka source: finds the partitions, once or periodically, decides from where to where each is
 * read, and assigns it to the reader that its name and number point to.
 *
 * <p>All state belongs to the coordinator's thread; what asks the brokers runs beside it and returns values. A partition
 * becomes known in the same step in which its split does, so that a checkpoint has both or none.
 */
public final class KafkaSourceEnumerator implements SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaSourceEnumerator.class);

    private final SplitEnumeratorContext<KafkaPartitionSplit> context;
    private final Plan plan;
    private final Brokers brokers;

    private final Set<TopicPartition> known;

    /** Splits that no reader has, by the reader for which they are. */
    private final Map<Integer, List<KafkaPartitionSplit>> pending = new HashMap<>();

    private boolean initialDiscoveryFinished;

    /** Partitions whose offsets are being asked for. */
    private final Set<TopicPartition> planning = new HashSet<>();

    /**
     * What to read.
     *
     * @param stop where partitions end, if they do
     * @param discoveryIntervalMs how often to look for new partitions; 0: once
     */
    public record Plan(
            Subscription subscription, OffsetsInitializer start, OffsetsInitializer stop, long discoveryIntervalMs)
            implements Serializable {}

    /** @param properties those of the source's consumers */
    public KafkaSourceEnumerator(
            SplitEnumeratorContext<KafkaPartitionSplit> context,
            Plan plan,
            Properties properties,
            KafkaSourceEnumState state) {
        this(context, plan, new AdminBrokers(properties), state);
    }

    KafkaSourceEnumerator(
            SplitEnumeratorContext<KafkaPartitionSplit> context,
            Plan plan,
            Brokers brokers,
            KafkaSourceEnumState state) {
        this.context = context;
        this.plan = plan;
        this.brokers = brokers;
        this.known = new HashSet<>(state.discovered());
        this.initialDiscoveryFinished = state.initialDiscoveryFinished();
        state.unassigned().forEach(this::addPending);
    }

    @Override
    public void start() {
        if (plan.discoveryIntervalMs() > 0) {
            context.callAsync(this::discover, this::onDiscovered, 0, plan.discoveryIntervalMs());
        } else if (!initialDiscoveryFinished) {
            context.callAsync(this::discover, this::onDiscovered);
        }
    }

    private Set<TopicPartition> discover() {
        return brokers.partitions(plan.subscription());
    }

    private void onDiscovered(Set<TopicPartition> existing, Throwable failure) {
        if (failure != null) {
            onDiscoveryFailed(failure);
            return;
        }
        Set<TopicPartition> fresh = new HashSet<>(existing);
        fresh.removeAll(known);
        fresh.removeAll(planning);
        warnOfMissing(existing);
        if (fresh.isEmpty()) {
            if (planning.isEmpty()) {
                warnOfNothing(existing);
                finishInitialDiscovery();
            }
            return;
        }
        planning.addAll(fresh);
        // A partition that appears later has held no record when the job started: all of it is new.
        OffsetsInitializer start = initialDiscoveryFinished ? OffsetsInitializer.earliest() : plan.start();
        context.callAsync(
                () -> new SplitPlanner(fresh, brokers).plan(start, plan.stop()),
                (splits, planFailure) -> onPlanned(fresh, splits, planFailure));
    }

    private void onPlanned(Set<TopicPartition> fresh, List<KafkaPartitionSplit> splits, Throwable failure) {
        planning.removeAll(fresh);
        if (failure != null) {
            onDiscoveryFailed(failure);
            return;
        }
        known.addAll(fresh);
        splits.forEach(this::addPending);
        LOG.info("Found {} new partition(s) of {}: {}", splits.size(), plan.subscription(), splits);
        finishInitialDiscovery();
    }

    private void finishInitialDiscovery() {
        initialDiscoveryFinished = true;
        assignPending(context.registeredReaders().keySet());
    }

    /** A job that runs goes on while brokers are away; one that starts says at once what is wrong. */
    private void onDiscoveryFailed(Throwable failure) {
        if (!initialDiscoveryFinished) {
            throw failure instanceof KafkaFailure told
                    ? told
                    : new KafkaFailure(
                            "can't find out what to read of " + plan.subscription() + ": " + failure.getMessage(),
                            failure);
        }
        LOG.warn(
                "Could not look for new partitions of {}; trying again in {} ms: {}",
                plan.subscription(),
                plan.discoveryIntervalMs(),
                failure.getMessage());
    }

    private void warnOfNothing(Set<TopicPartition> existing) {
        if (existing.isEmpty() && !initialDiscoveryFinished) {
            LOG.warn(
                    "There are no {} now; the source reads nothing{}",
                    plan.subscription(),
                    plan.discoveryIntervalMs() > 0 ? " until some appear" : ", and does not look again");
        }
    }

    private void warnOfMissing(Set<TopicPartition> existing) {
        Set<TopicPartition> missing = new HashSet<>(known);
        missing.removeAll(existing);
        if (!missing.isEmpty()) {
            LOG.warn("Partitions that are being read do not exist any more: {}; was a topic deleted?", missing);
        }
    }

    private void addPending(KafkaPartitionSplit split) {
        pending.computeIfAbsent(owner(split.getTopicPartition()), reader -> new ArrayList<>())
                .add(split);
    }

    /** The reader of a partition: those of one topic go round, from a reader that depends on the topic. */
    private int owner(TopicPartition partition) {
        int first = Math.floorMod(partition.topic().hashCode() * 31, context.currentParallelism());
        return (first + partition.partition()) % context.currentParallelism();
    }

    private void assignPending(Set<Integer> readers) {
        Map<Integer, List<KafkaPartitionSplit>> assignment = new LinkedHashMap<>();
        for (int reader : readers) {
            List<KafkaPartitionSplit> splits = pending.remove(reader);
            if (splits != null) {
                assignment.put(reader, splits);
            }
        }
        if (!assignment.isEmpty()) {
            context.assignSplits(new SplitsAssignment<>(assignment));
        }
        if (initialDiscoveryFinished && plan.discoveryIntervalMs() <= 0) {
            readers.forEach(context::signalNoMoreSplits);
        }
    }

    @Override
    public void addReader(int subtask) {
        assignPending(Set.of(subtask));
    }

    @Override
    public void addSplitsBack(List<KafkaPartitionSplit> splits, int subtask) {
        splits.forEach(this::addPending);
        assignPending(context.registeredReaders().keySet());
    }

    @Override
    public void handleSplitRequest(int subtask, String hostname) {
        // Splits are assigned without being asked for.
    }

    @Override
    public KafkaSourceEnumState snapshotState(long checkpointId) {
        List<KafkaPartitionSplit> unassigned = new ArrayList<>();
        pending.values().forEach(unassigned::addAll);
        return new KafkaSourceEnumState(known, unassigned, initialDiscoveryFinished);
    }

    @Override
    public void close() {
        brokers.close();
    }
}
