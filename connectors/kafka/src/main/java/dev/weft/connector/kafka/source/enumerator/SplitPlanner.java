package dev.weft.connector.kafka.source.enumerator;

import dev.weft.connector.kafka.KafkaFailure;
import dev.weft.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import dev.weft.connector.kafka.source.enumerator.initializer.OffsetsInitializer.PartitionOffsetsRetriever;
import dev.weft.connector.kafka.source.split.KafkaPartitionSplit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;

/**
 * Decides from where to where partitions are read: makes numbers of what the initializers say, and refuses those that the
 * brokers do not have. Has no state but the answers of one round.
 */
@SuppressWarnings("deprecation") // see OffsetsInitializer
final class SplitPlanner {

    private final Collection<TopicPartition> partitions;
    private final PartitionOffsetsRetriever retriever;
    private final Map<TopicPartition, Long> beginnings;
    private final Map<TopicPartition, Long> ends;

    /** @param partitions those that are to be planned */
    SplitPlanner(Collection<TopicPartition> partitions, PartitionOffsetsRetriever retriever) {
        this.partitions = partitions;
        this.retriever = retriever;
        this.beginnings = retriever.beginningOffsets(partitions);
        this.ends = retriever.endOffsets(partitions);
    }

    /**
     * One split a partition.
     *
     * @param stop partitions that it leaves out are read without an end
     */
    List<KafkaPartitionSplit> plan(OffsetsInitializer start, OffsetsInitializer stop) {
        Map<TopicPartition, Long> starts = start.getPartitionOffsets(partitions, retriever);
        Map<TopicPartition, Long> stops = stop.getPartitionOffsets(partitions, retriever);
        List<KafkaPartitionSplit> splits = new ArrayList<>(partitions.size());
        for (TopicPartition partition : partitions) {
            long from =
                    available(partition, start, starts.getOrDefault(partition, KafkaPartitionSplit.EARLIEST_OFFSET));
            Long to = stops.get(partition);
            splits.add(
                    to == null
                            ? new KafkaPartitionSplit(partition, from)
                            : new KafkaPartitionSplit(partition, from, number(partition, to)));
        }
        return splits;
    }

    /** The offset if the brokers have it, else where the initializer's strategy leads. */
    private long available(TopicPartition partition, OffsetsInitializer start, long said) {
        long offset = number(partition, said);
        long beginning = beginnings.get(partition);
        long end = ends.get(partition);
        if (offset >= beginning && offset <= end) {
            return offset;
        }
        OffsetResetStrategy strategy = start.getAutoOffsetResetStrategy();
        return switch (strategy) {
            case EARLIEST -> beginning;
            case LATEST -> end;
            case NONE ->
                throw new KafkaFailure("the starting offset " + offset + " of " + partition
                        + " is not on the brokers, which have " + beginning + " to " + end
                        + "; give a starting offset among them, or an OffsetResetStrategy");
        };
    }

    private long number(TopicPartition partition, long said) {
        if (said == KafkaPartitionSplit.EARLIEST_OFFSET) {
            return beginnings.get(partition);
        }
        if (said == KafkaPartitionSplit.LATEST_OFFSET) {
            return ends.get(partition);
        }
        if (said == KafkaPartitionSplit.COMMITTED_OFFSET) {
            Long committed = retriever.committedOffsets(List.of(partition)).get(partition);
            if (committed == null) {
                throw new KafkaFailure("the consumer group has no committed offset for " + partition);
            }
            return committed;
        }
        if (said < 0) {
            throw new KafkaFailure("the offsets initializer gives " + said + " for " + partition
                    + "; an offset is 0 or more, or one of KafkaPartitionSplit's constants");
        }
        return said;
    }
}
