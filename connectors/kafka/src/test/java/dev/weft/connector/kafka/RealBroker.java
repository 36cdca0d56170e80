package dev.weft.connector.kafka;

import dev.weft.localkafka.LocalBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A Kafka broker in a process and a directory of its own, for all test classes of a run; gone after it. */
public final class RealBroker implements BeforeAllCallback {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final AtomicInteger TOPICS = new AtomicInteger();

    private Running running;

    private record Running(LocalBroker broker, Path dir, Admin admin, String servers) implements AutoCloseable {

        private static final LocalBroker.Options OPTIONS = new LocalBroker.Options(
                OptionalInt.empty(),
                Duration.ofSeconds(60),
                Map.of(
                        // Everybody may do everything but what a test denies.
                        "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                        "allow.everyone.if.no.acl.found", "true",
                        "auto.create.topics.enable", "false",
                        "transaction.max.timeout.ms", "900000",
                        // How often timed out transactions are looked for.
                        "transaction.abort.timed.out.transaction.cleanup.interval.ms", "100"));

        static Running start() {
            try {
                Path dir = Files.createTempDirectory("weft-kafka-it");
                LocalBroker broker = new LocalBroker(
                        dir, Path.of(System.getProperty("weft.kafka.jars", "../../local-kafka/target/kafka/lib")));
                broker.start(OPTIONS);
                String servers = broker.bootstrapServers().orElseThrow();
                return new Running(
                        broker,
                        dir,
                        Admin.create(Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, servers)),
                        servers);
            } catch (IOException | InterruptedException failure) {
                throw new IllegalStateException(failure);
            }
        }

        @Override
        public void close() {
            admin.close();
            try {
                broker.stop();
                try (Stream<Path> files = Files.walk(dir)) {
                    for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                        Files.delete(file);
                    }
                }
            } catch (IOException | InterruptedException failure) {
                throw new IllegalStateException(failure);
            }
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        running = context.getRoot()
                .getStore(ExtensionContext.Namespace.create(RealBroker.class))
                .computeIfAbsent(Running.class, kind -> Running.start(), Running.class);
    }

    /** Kills the broker's process; its data stay. */
    public void kill() throws IOException, InterruptedException {
        running.broker().kill();
    }

    /** Starts the broker again, where it was. */
    public void startAgain() throws IOException, InterruptedException {
        running.broker().start(Running.OPTIONS);
    }

    public String servers() {
        return running.servers();
    }

    public Admin admin() {
        return running.admin();
    }

    /** A new topic of this test's own. */
    public String newTopic(int partitions) throws ExecutionException, InterruptedException {
        return newTopic("topic-" + TOPICS.incrementAndGet(), partitions);
    }

    public String newTopic(String name, int partitions) throws ExecutionException, InterruptedException {
        admin().createTopics(Set.of(new NewTopic(name, partitions, (short) 1)))
                .all()
                .get();
        return name;
    }

    public void grow(String topic, int partitions) throws ExecutionException, InterruptedException {
        admin().createPartitions(Map.of(topic, NewPartitions.increaseTo(partitions)))
                .all()
                .get();
    }

    /** Lets nobody do anything with a topic, a group or a transactional id but what is named. */
    public void allowOnly(ResourcePattern resource, AclOperation... operations)
            throws ExecutionException, InterruptedException {
        List<AclBinding> rights = new ArrayList<>();
        rights.add(right(resource, AclOperation.DELETE, AclPermissionType.DENY));
        for (AclOperation operation : operations) {
            rights.add(right(resource, operation, AclPermissionType.ALLOW));
        }
        admin().createAcls(rights).all().get();
    }

    private static AclBinding right(ResourcePattern resource, AclOperation operation, AclPermissionType permission) {
        return new AclBinding(resource, new AccessControlEntry("User:*", "*", operation, permission));
    }

    /** Writes values to one partition, each with its index as timestamp. */
    public void write(String topic, int partition, String... values) {
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(properties(), new StringSerializer(), new StringSerializer())) {
            for (int i = 0; i < values.length; i++) {
                producer.send(new ProducerRecord<>(topic, partition, (long) i, null, values[i]));
            }
        }
    }

    /** The values that consumers of committed records see, up to the last stable offset of each partition. */
    public List<String> committed(String topic) throws ExecutionException, InterruptedException {
        return read(topic, "read_committed");
    }

    /** All values, also those of transactions that are open or aborted. */
    public List<String> uncommitted(String topic) throws ExecutionException, InterruptedException {
        return read(topic, "read_uncommitted");
    }

    private List<String> read(String topic, String isolation) throws ExecutionException, InterruptedException {
        int partitions = admin().describeTopics(Set.of(topic))
                .allTopicNames()
                .get()
                .get(topic)
                .partitions()
                .size();
        Properties properties = properties();
        properties.setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, isolation);
        List<String> values = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(properties, new StringDeserializer(), new StringDeserializer())) {
            for (int i = 0; i < partitions; i++) {
                TopicPartition partition = new TopicPartition(topic, i);
                consumer.assign(List.of(partition));
                consumer.seekToBeginning(List.of(partition));
                long end = consumer.endOffsets(List.of(partition)).get(partition);
                while (consumer.position(partition) < end) {
                    for (ConsumerRecord<String, String> record : consumer.poll(PATIENCE)) {
                        values.add(record.value());
                    }
                }
            }
        }
        return values;
    }

    /** The open transactions whose ids begin so. */
    public List<String> openTransactions(String prefix) throws ExecutionException, InterruptedException {
        return transactions(prefix, Set.of(TransactionState.ONGOING));
    }

    /** Those whose end is decided and not yet written to all partitions. */
    public List<String> completingTransactions(String prefix) throws ExecutionException, InterruptedException {
        return transactions(prefix, Set.of(TransactionState.PREPARE_COMMIT, TransactionState.PREPARE_ABORT));
    }

    private List<String> transactions(String prefix, Set<TransactionState> states)
            throws ExecutionException, InterruptedException {
        return admin().listTransactions(new ListTransactionsOptions().filterStates(states)).all().get().stream()
                .map(TransactionListing::transactionalId)
                .filter(id -> id.startsWith(prefix + "-"))
                .toList();
    }

    /** What a group has committed. */
    public Map<TopicPartition, Long> groupOffsets(String group) throws ExecutionException, InterruptedException {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        admin().listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get()
                .forEach((partition, offset) -> offsets.put(partition, offset.offset()));
        return offsets;
    }

    public void commitGroupOffset(String group, TopicPartition partition, long offset)
            throws ExecutionException, InterruptedException {
        admin().alterConsumerGroupOffsets(group, Map.of(partition, new OffsetAndMetadata(offset)))
                .all()
                .get();
    }

    /** Asks again until the broker's answer is as wanted, since some things reach it asynchronously. */
    public static <T> T await(Question<T> question, Predicate<T> wanted) throws Exception {
        long deadlineNs = System.nanoTime() + PATIENCE.toNanos();
        T answer = question.ask();
        while (!wanted.test(answer)) {
            if (System.nanoTime() > deadlineNs) {
                throw new AssertionError("still " + answer + " after " + PATIENCE);
            }
            answer = question.ask();
        }
        return answer;
    }

    /** Something that can be asked of the broker. */
    public interface Question<T> {
        T ask() throws Exception;
    }

    private Properties properties() {
        Properties properties = new Properties();
        properties.setProperty(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, servers());
        return properties;
    }
}
