package dev.weft.connector.kafka.source.enumerator.initializer;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;

/** Offsets that the program names. */
@SuppressWarnings("deprecation") // see OffsetsInitializer
record GivenOffsets(HashMap<TopicPartition, Long> offsets, OffsetResetStrategy otherwise)
        implements OffsetsInitializer {

    GivenOffsets(Map<TopicPartition, Long> offsets, OffsetResetStrategy otherwise) {
        this(new HashMap<>(offsets), otherwise);
    }

    GivenOffsets {
        Objects.requireNonNull(otherwise, "offsetResetStrategy");
    }

    @Override
    public Map<TopicPartition, Long> getPartitionOffsets(
            Collection<TopicPartition> partitions, PartitionOffsetsRetriever retriever) {
        List<TopicPartition> others =
                partitions.stream().filter(each -> !offsets.containsKey(each)).toList();
        if (!others.isEmpty() && otherwise == OffsetResetStrategy.NONE) {
            throw new IllegalStateException("no offset was given for " + others
                    + "; name one, or say where to begin there, with OffsetsInitializer.offsets(..., OffsetResetStrategy.EARLIEST)"
                    + " or LATEST");
        }
        Map<TopicPartition, Long> result = others.isEmpty() ? new HashMap<>() : new HashMap<>(edges(others, retriever));
        for (TopicPartition partition : partitions) {
            Long given = offsets.get(partition);
            if (given != null) {
                result.put(partition, given);
            }
        }
        return result;
    }

    private Map<TopicPartition, Long> edges(List<TopicPartition> others, PartitionOffsetsRetriever retriever) {
        return new PartitionEdge(otherwise).getPartitionOffsets(others, retriever);
    }

    @Override
    public OffsetResetStrategy getAutoOffsetResetStrategy() {
        return otherwise;
    }
}
