package dev.weft.connector.kafka.source.reader;

import dev.weft.connector.kafka.source.split.KafkaPartitionSplit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** What the task's thread tells the fetching thread to do. */
sealed interface FetchCommand {

    /** Reads these splits too. */
    record Add(List<KafkaPartitionSplit> splits) implements FetchCommand {}

    /** Stops reading some partitions and goes on with others; those that are not read are ignored. */
    record PauseOrResume(Collection<String> pause, Collection<String> resume) implements FetchCommand {}

    /** Tells the brokers how far the group has come. */
    record Commit(Map<TopicPartition, OffsetAndMetadata> offsets) implements FetchCommand {}
}
