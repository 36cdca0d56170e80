package dev.weft.benchmarks.kafka;

import dev.weft.benchmarks.jobs.SplitMix;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Makes the input of the workload KAFKA: the topic {@code readings-N} with the indices of N readings, half of them in order in each
 * of two partitions, 100 bytes a record; and the topic {@code sums} for the output.
 */
public final class FillTopic {

    private static final int PARTITIONS = 2;
    private static final int RECORD_BYTES = 100;

    private FillTopic() {}

    /** Neither topic may be there. */
    public static void fill(String servers, long records) throws ExecutionException, InterruptedException {
        String topic = "readings-" + records;
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
            admin.createTopics(Stream.of(topic, "sums")
                            .map(name -> new NewTopic(name, PARTITIONS, (short) 1))
                            .toList())
                    .all()
                    .get();
        }
        Map<String, Object> settings =
                Map.of("bootstrap.servers", servers, "linger.ms", 20, "batch.size", 1 << 18, "acks", "1");
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            Future<?> last = null;
            long part = records / PARTITIONS;
            for (long i = 0; i < part; i++) {
                for (int partition = 0; partition < PARTITIONS; partition++) {
                    last = producer.send(new ProducerRecord<>(topic, partition, null, record(partition * part + i)));
                }
            }
            last.get();
        }
    }

    private static byte[] record(long index) {
        ByteBuffer record = ByteBuffer.allocate(RECORD_BYTES).putLong(index);
        for (long random = index; record.remaining() >= Long.BYTES; ) {
            random = SplitMix.at(random);
            record.putLong(random);
        }
        return record.array();
    }
}
