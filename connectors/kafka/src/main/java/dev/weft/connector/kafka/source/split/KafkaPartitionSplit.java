package dev.weft.connector.kafka.source.split;

import dev.weft.api.connector.source.SourceSplit;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/** A partition of a topic, with the offset to read next and the one to stop at. Immutable. */
public final class KafkaPartitionSplit implements SourceSplit {

    /** Stands for no stopping offset. */
    public static final long NO_STOPPING_OFFSET = Long.MIN_VALUE;

    /** In the result of an offsets initializer: the end of the partition. */
    public static final long LATEST_OFFSET = -1;

    /** In the result of an offsets initializer: the first record that the brokers still have. */
    public static final long EARLIEST_OFFSET = -2;

    /** In the result of an offsets initializer: what the consumer group has committed. */
    public static final long COMMITTED_OFFSET = -3;

    private final TopicPartition partition;
    private final long startingOffset;
    private final long stoppingOffset;

    /** A partition that is read without an end. */
    public KafkaPartitionSplit(TopicPartition partition, long startingOffset) {
        this(partition, startingOffset, NO_STOPPING_OFFSET);
    }

    /**
     * A partition that is read from one offset on, up to another.
     *
     * @param startingOffset the first offset to be read, from 0
     * @param stoppingOffset the first offset not to be read, or {@link #NO_STOPPING_OFFSET}
     */
    public KafkaPartitionSplit(TopicPartition partition, long startingOffset, long stoppingOffset) {
        this.partition = Objects.requireNonNull(partition, "partition");
        if (startingOffset < 0) {
            throw new IllegalArgumentException(
                    "the starting offset of " + partition + " must be 0 or more, not " + startingOffset);
        }
        if (stoppingOffset < 0 && stoppingOffset != NO_STOPPING_OFFSET) {
            throw new IllegalArgumentException(
                    "the stopping offset of " + partition + " must be 0 or more, not " + stoppingOffset);
        }
        this.startingOffset = startingOffset;
        this.stoppingOffset = stoppingOffset;
    }

    @Override
    public String splitId() {
        return partition.toString();
    }

    /** The topic's name. */
    public String getTopic() {
        return partition.topic();
    }

    /** The number of the partition, from 0. */
    public int getPartition() {
        return partition.partition();
    }

    /** Topic and partition. */
    public TopicPartition getTopicPartition() {
        return partition;
    }

    /** The first offset to be read. */
    public long getStartingOffset() {
        return startingOffset;
    }

    /** The first offset not to be read; empty when the partition is read without an end. */
    public Optional<Long> getStoppingOffset() {
        return stoppingOffset == NO_STOPPING_OFFSET ? Optional.empty() : Optional.of(stoppingOffset);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KafkaPartitionSplit that
                && partition.equals(that.partition)
                && startingOffset == that.startingOffset
                && stoppingOffset == that.stoppingOffset;
    }

    @Override
    public int hashCode() {
        return Objects.hash(partition, startingOffset, stoppingOffset);
    }

    @Override
    public String toString() {
        return partition + " from " + startingOffset
                + getStoppingOffset().map(stop -> " to " + stop).orElse("");
    }
}
