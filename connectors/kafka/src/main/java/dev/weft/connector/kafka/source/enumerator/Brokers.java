package dev.weft.connector.kafka.source.enumerator;

import dev.weft.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/** What an enumerator asks the Kafka cluster. The calls block; they come one after another, on a worker thread. */
interface Brokers extends OffsetsInitializer.PartitionOffsetsRetriever {

    /**
     * The partitions that exist now.
     *
     * @throws dev.weft.util.FlinkRuntimeException when a topic or partition that is named does not exist
     */
    Set<TopicPartition> partitions(Subscription subscription);

    /** Closes the connections, within a few seconds. */
    void close();
}
