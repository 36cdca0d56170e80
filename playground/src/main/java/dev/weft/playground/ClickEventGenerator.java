package dev.weft.playground;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weft.api.common.InvalidProgramException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Writes clicks to a topic at a steady rate, the pages in turn, until it is killed or has written as many as were asked for.
 * Creates the topic if there is none; continues where an earlier generator has stopped.
 */
public final class ClickEventGenerator {

    private static final String TOPIC = "topic";
    private static final String RATE = "records-per-second";
    private static final String LIMIT = "clicks-per-page";

    private final Properties connection;
    private final String topic;
    private final ObjectMapper json = new ObjectMapper();

    private ClickEventGenerator(String servers, String topic) {
        this.connection = new Properties();
        this.connection.setProperty(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, servers);
        this.connection.setProperty(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "20000");
        this.connection.setProperty(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, "10000");
        this.topic = topic;
    }

    public static void main(String[] arguments) throws Exception {
        try {
            CommandOptions options = CommandOptions.parse(
                    "ClickEventGenerator",
                    Set.of(),
                    Set.of(CommandOptions.BOOTSTRAP_SERVERS, TOPIC, RATE, LIMIT),
                    arguments);
            new ClickEventGenerator(
                            options.text(CommandOptions.BOOTSTRAP_SERVERS, "localhost:9092"),
                            options.text(TOPIC, "input"))
                    .run(options.number(RATE, 1000), options.number(LIMIT, Long.MAX_VALUE));
        } catch (InvalidProgramException e) {
            System.err.println("error: " + e.getMessage());
            System.exit(1);
        } catch (ExecutionException | KafkaException e) {
            System.err.println("error: " + CommandOptions.unreachable(arguments, e));
            System.exit(1);
        }
    }

    private void run(long recordsPerSecond, long clicksPerPage) throws Exception {
        long[] next = firstUnwritten();
        long nsBetween = TimeUnit.SECONDS.toNanos(1) / recordsPerSecond;
        Properties settings = new Properties();
        settings.setProperty(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                connection.getProperty(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG));
        settings.setProperty(ProducerConfig.LINGER_MS_CONFIG, "5");
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            long dueNs = System.nanoTime();
            while (Arrays.stream(next).anyMatch(number -> number < clicksPerPage)) {
                for (int page = 0; page < next.length; page++) {
                    // The first round may find pages that are one click ahead: what was sent together was not written
                    // together.
                    if (next[page] < clicksPerPage && next[page] <= least(next)) {
                        awaitNs(dueNs);
                        dueNs += nsBetween;
                        producer.send(record(page, next[page]++), ClickEventGenerator::endOnFailure);
                    }
                }
            }
        }
    }

    private static long least(long[] numbers) {
        long least = numbers[0];
        for (long number : numbers) {
            least = Math.min(least, number);
        }
        return least;
    }

    private static void awaitNs(long dueNs) {
        for (long left = dueNs - System.nanoTime(); left > 0; left = dueNs - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private ProducerRecord<byte[], byte[]> record(int page, long number) throws Exception {
        return new ProducerRecord<>(
                topic, page, null, json.writeValueAsBytes(Clicks.number(number, Clicks.PAGES.get(page))));
    }

    /** A click that could not be written would shift the numbers of all that follow. */
    private static void endOnFailure(RecordMetadata written, Exception failure) {
        if (failure != null) {
            System.err.println("error: a click could not be written: " + failure);
            Runtime.getRuntime().halt(1);
        }
    }

    /** For each page, the number of the next click. */
    private long[] firstUnwritten() throws InterruptedException, ExecutionException {
        int pages = Clicks.PAGES.size();
        try (Admin admin = Admin.create(connection)) {
            try {
                admin.createTopics(Set.of(new NewTopic(topic, pages, (short) 1)))
                        .all()
                        .get();
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw e;
                }
            }
            int found = admin.describeTopics(List.of(topic))
                    .allTopicNames()
                    .get()
                    .get(topic)
                    .partitions()
                    .size();
            if (found != pages) {
                throw new InvalidProgramException("topic " + topic + " has " + found + " partitions, it must have "
                        + pages + ", one for each page; delete it, or give another with --" + TOPIC);
            }
            Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
            List<TopicPartition> partitions = new ArrayList<>();
            for (int page = 0; page < pages; page++) {
                partitions.add(new TopicPartition(topic, page));
                ends.put(partitions.get(page), OffsetSpec.latest());
            }
            var offsets = admin.listOffsets(ends).all().get();
            return partitions.stream().mapToLong(p -> offsets.get(p).offset()).toArray();
        }
    }
}
