package dev.weft.connector.kafka.source.enumerator.initializer;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;

/** The offsets that the consumer group has committed. */
@SuppressWarnings("deprecation") // see OffsetsInitializer
record CommittedOffsets(OffsetResetStrategy otherwise) implements OffsetsInitializer {

    CommittedOffsets {
        Objects.requireNonNull(otherwise, "offsetResetStrategy");
    }

    @Override
    public Map<TopicPartition, Long> getPartitionOffsets(
            Collection<TopicPartition> partitions, PartitionOffsetsRetriever retriever) {
        Map<TopicPartition, Long> offsets = new HashMap<>(retriever.committedOffsets(partitions));
        Set<TopicPartition> without =
                partitions.stream().filter(each -> !offsets.containsKey(each)).collect(Collectors.toSet());
        if (without.isEmpty()) {
            return offsets;
        }
        if (otherwise == OffsetResetStrategy.NONE) {
            throw new IllegalStateException("the consumer group has no committed offset for "
                    + new TreeSet<>(
                            without.stream().map(TopicPartition::toString).toList())
                    + "; say where to begin there, with OffsetsInitializer.committedOffsets(OffsetResetStrategy.EARLIEST)"
                    + " or LATEST");
        }
        offsets.putAll(new PartitionEdge(otherwise).getPartitionOffsets(without, retriever));
        return offsets;
    }

    @Override
    public OffsetResetStrategy getAutoOffsetResetStrategy() {
        return otherwise;
    }
}
