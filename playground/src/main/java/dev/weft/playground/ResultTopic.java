package dev.weft.playground;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weft.api.common.InvalidProgramException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Shows the results of the job as they come, or checks all that there are: of committed transactions only. */
public final class ResultTopic {

    private static final String TOPIC = "topic";
    private static final String CHECK = "check";
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int SHOWN_FAULTS = 20;

    private ResultTopic() {}

    /** {@code [--check] --bootstrap.servers … --topic …}; ends with 1 when a window is wrong. */
    public static void main(String[] arguments) throws Exception {
        try {
            CommandOptions options = CommandOptions.parse(
                    "ResultTopic", Set.of(CHECK), Set.of(CommandOptions.BOOTSTRAP_SERVERS, TOPIC), arguments);
            String topic = options.text(TOPIC, "output");
            try (KafkaConsumer<byte[], byte[]> consumer = consumer(options)) {
                List<TopicPartition> partitions = partitions(consumer, topic);
                consumer.assign(partitions);
                if (!options.has(CHECK)) {
                    follow(consumer, partitions);
                } else if (!report(audit(consumer, partitions))) {
                    System.exit(1);
                }
            }
        } catch (InvalidProgramException e) {
            System.err.println("error: " + e.getMessage());
            System.exit(1);
        } catch (KafkaException e) {
            System.err.println("error: " + CommandOptions.unreachable(arguments, e));
            System.exit(1);
        }
    }

    private static KafkaConsumer<byte[], byte[]> consumer(CommandOptions options) {
        Properties settings = new Properties();
        settings.setProperty(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                options.text(CommandOptions.BOOTSTRAP_SERVERS, "localhost:9092"));
        settings.setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private static List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> consumer, String topic) {
        List<PartitionInfo> found = consumer.partitionsFor(topic, PATIENCE);
        if (found == null || found.isEmpty()) {
            throw new InvalidProgramException("there is no topic " + topic
                    + ": the job makes it with its first result; another is given with --" + TOPIC);
        }
        return found.stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
    }

    private static void follow(KafkaConsumer<byte[], byte[]> consumer, List<TopicPartition> partitions) {
        consumer.seekToEnd(partitions);
        while (true) {
            for (ConsumerRecord<byte[], byte[]> each : consumer.poll(PATIENCE)) {
                System.out.println(new String(each.value(), StandardCharsets.UTF_8));
            }
        }
    }

    private static WindowAudit audit(KafkaConsumer<byte[], byte[]> consumer, List<TopicPartition> partitions)
            throws Exception {
        ObjectMapper json = new ObjectMapper();
        WindowAudit audit = new WindowAudit();
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, PATIENCE);
        consumer.seekToBeginning(partitions);
        while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.get(each))) {
            for (ConsumerRecord<byte[], byte[]> each : consumer.poll(PATIENCE)) {
                audit.add(json.readValue(each.value(), ClickEventStatistics.class));
            }
        }
        return audit;
    }

    private static boolean report(WindowAudit audit) {
        if (audit.results() == 0) {
            System.out.println("no results yet");
            return true;
        }
        List<String> faults = audit.faults();
        if (faults.isEmpty()) {
            System.out.println(audit.results() + " results, " + audit.completeWindows()
                    + " windows of every page: each once, with exactly " + Clicks.PER_WINDOW + " clicks");
            return true;
        }
        System.out.println(audit.results() + " results, " + faults.size() + " windows are wrong:");
        faults.stream().limit(SHOWN_FAULTS).forEach(fault -> System.out.println("  " + fault));
        if (faults.size() > SHOWN_FAULTS) {
            System.out.println("  and " + (faults.size() - SHOWN_FAULTS) + " more");
        }
        return false;
    }
}
