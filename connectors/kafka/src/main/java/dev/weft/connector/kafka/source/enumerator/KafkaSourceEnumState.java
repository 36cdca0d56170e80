package dev.weft.connector.kafka.source.enumerator;

import dev.weft.connector.kafka.source.split.KafkaPartitionSplit;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/**
 * What the enumerator remembers in a checkpoint. Immutable.
 *
 * @param discovered the partitions that were found, whether or not a reader has them
 * @param unassigned the splits of those that no reader has
 * @param initialDiscoveryFinished whether a partition that is found now is younger than the job
 */
public record KafkaSourceEnumState(
        Set<TopicPartition> discovered, List<KafkaPartitionSplit> unassigned, boolean initialDiscoveryFinished) {

    public KafkaSourceEnumState {
        discovered = Set.copyOf(discovered);
        unassigned = List.copyOf(unassigned);
    }

    /** Of a source that starts afresh. */
    public static KafkaSourceEnumState initial() {
        return new KafkaSourceEnumState(Set.of(), List.of(), false);
    }
}
