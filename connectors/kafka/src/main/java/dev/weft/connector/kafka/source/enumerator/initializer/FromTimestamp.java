package dev.weft.connector.kafka.source.enumerator.initializer;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;

/** The first record from a timestamp on, in milliseconds since the epoch. */
@SuppressWarnings("deprecation") // see OffsetsInitializer
record FromTimestamp(long timestampMs) implements OffsetsInitializer {

    FromTimestamp {
        if (timestampMs < 0) {
            throw new IllegalArgumentException(
                    "the timestamp to begin at must be 0 ms since the epoch or more, not " + timestampMs);
        }
    }

    @Override
    public Map<TopicPartition, Long> getPartitionOffsets(
            Collection<TopicPartition> partitions, PartitionOffsetsRetriever retriever) {
        Map<TopicPartition, Long> offsets = new HashMap<>(retriever.endOffsets(partitions));
        retriever
                .offsetsForTimes(
                        partitions.stream().collect(Collectors.toMap(Function.identity(), partition -> timestampMs)))
                .forEach((partition, found) -> offsets.put(partition, found.offset()));
        return offsets;
    }

    @Override
    public OffsetResetStrategy getAutoOffsetResetStrategy() {
        return OffsetResetStrategy.NONE;
    }
}
