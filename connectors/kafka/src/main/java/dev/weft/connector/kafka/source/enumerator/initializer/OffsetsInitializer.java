package dev.weft.connector.kafka.source.enumerator.initializer;

import java.io.Serializable;
import java.util.Collection;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;

/**
 * Says at which offset a partition is begun, or ended. Asked once for each partition, when the job starts: the offsets
 * that it returned are in every checkpoint, so that a restart does not ask again.
 */
@SuppressWarnings("deprecation") // OffsetResetStrategy is part of what programs are written against
public interface OffsetsInitializer extends Serializable {

    /**
     * The offset of each of the partitions. Runs on a thread that may block.
     *
     * @return an offset from 0, or one of {@code KafkaPartitionSplit.EARLIEST_OFFSET}, {@code LATEST_OFFSET} and {@code
     *     COMMITTED_OFFSET}. A partition that is left out has no stopping offset, and as a start its earliest
     */
    Map<TopicPartition, Long> getPartitionOffsets(
            Collection<TopicPartition> partitions, PartitionOffsetsRetriever partitionOffsetsRetriever);

    /** What to do when the brokers do not have the offset (any more): begin elsewhere, or fail the job. */
    OffsetResetStrategy getAutoOffsetResetStrategy();

    /** Asks the brokers for offsets. The calls block. */
    interface PartitionOffsetsRetriever {
        /** What the source's consumer group has committed; partitions for which it has nothing are left out. */
        Map<TopicPartition, Long> committedOffsets(Collection<TopicPartition> partitions);

        /** The offset behind the last record of each partition. */
        Map<TopicPartition, Long> endOffsets(Collection<TopicPartition> partitions);

        /** The offset of the first record that the brokers still have. */
        Map<TopicPartition, Long> beginningOffsets(Collection<TopicPartition> partitions);

        /**
         * The first record of each partition whose timestamp is not before the given one; partitions without such a
         * record are left out.
         *
         * @param timestampsToSearch milliseconds since the epoch
         */
        Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(Map<TopicPartition, Long> timestampsToSearch);
    }

    /** What the source's consumer group has committed; a partition without a committed offset fails the job. */
    static OffsetsInitializer committedOffsets() {
        return committedOffsets(OffsetResetStrategy.NONE);
    }

    /** What the source's consumer group has committed, and where to begin where it has nothing. */
    static OffsetsInitializer committedOffsets(OffsetResetStrategy offsetResetStrategy) {
        return new CommittedOffsets(offsetResetStrategy);
    }

    /**
     * The first record whose timestamp is not before the given one, or the end of the partition when there is none.
     *
     * @param timestamp milliseconds since the epoch
     */
    static OffsetsInitializer timestamp(long timestamp) {
        return new FromTimestamp(timestamp);
    }

    /** The first record that the brokers have. */
    static OffsetsInitializer earliest() {
        return new PartitionEdge(OffsetResetStrategy.EARLIEST);
    }

    /** The end of the partition, as it is when the job starts. */
    static OffsetsInitializer latest() {
        return new PartitionEdge(OffsetResetStrategy.LATEST);
    }

    /** These offsets; partitions that are not among them begin at their first record. */
    static OffsetsInitializer offsets(Map<TopicPartition, Long> offsets) {
        return offsets(offsets, OffsetResetStrategy.EARLIEST);
    }

    /** These offsets, and where to begin in partitions that are not among them or do not have their offset. */
    static OffsetsInitializer offsets(Map<TopicPartition, Long> offsets, OffsetResetStrategy offsetResetStrategy) {
        return new GivenOffsets(offsets, offsetResetStrategy);
    }
}
