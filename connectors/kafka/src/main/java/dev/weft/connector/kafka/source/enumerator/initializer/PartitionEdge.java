package dev.weft.connector.kafka.source.enumerator.initializer;

import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;

/** The beginning or the end of each partition. */
@SuppressWarnings("deprecation") // see OffsetsInitializer
record PartitionEdge(OffsetResetStrategy edge) implements OffsetsInitializer {

    PartitionEdge {
        Objects.requireNonNull(edge, "edge");
    }

    @Override
    public Map<TopicPartition, Long> getPartitionOffsets(
            Collection<TopicPartition> partitions, PartitionOffsetsRetriever retriever) {
        return switch (edge) {
            case EARLIEST -> retriever.beginningOffsets(partitions);
            case LATEST -> retriever.endOffsets(partitions);
            case NONE -> Map.of();
        };
    }

    @Override
    public OffsetResetStrategy getAutoOffsetResetStrategy() {
        return edge;
    }
}
