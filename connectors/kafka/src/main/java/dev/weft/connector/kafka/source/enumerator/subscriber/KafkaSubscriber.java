package dev.weft.connector.kafka.source.enumerator.subscriber;

import java.io.Serializable;
import java.util.Set;
import org.apache.kafka.clients.admin.AdminClient;
import org.apache.kafka.common.TopicPartition;

/**
 * Decides which partitions a Kafka source reads, where neither names nor a pattern can. It runs in the JobManager, as a
 * serialized copy.
 */
public interface KafkaSubscriber extends Serializable {

    /**
     * The partitions to be read as of now: asked when the job starts, and again at each discovery of partitions. New ones are
     * read from then on; one that was given before and is missing later is read on, with a warning. Called on one worker
     * thread at a time, and may block.
     *
     * @param adminClient connected with the properties of the source, which closes it
     * @return partitions that exist, not null
     * @throws RuntimeException fails a job that starts; a job that runs logs it, and asks again at the next discovery
     */
    Set<TopicPartition> getSubscribedTopicPartitions(AdminClient adminClient);
}
