package dev.weft.connector.kafka.source.reader;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** What the fetching thread hands over to the task's. */
sealed interface Fetched {

    /**
     * The next records of one partition.
     *
     * @param position where the partition is to be gone on with after them, behind records that are no data too
     * @param last whether the split ends with them
     */
    record Records(TopicPartition partition, List<ConsumerRecord<byte[], byte[]>> records, long position, boolean last)
            implements Fetched {}

    /** The fetching thread has ended with this failure. */
    record Failed(Throwable failure) implements Fetched {}
}
