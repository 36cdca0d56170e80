package dev.weft.connector.kafka.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.api.common.serialization.SimpleStringSchema;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.connector.kafka.KafkaFailure;
import dev.weft.connector.kafka.RealBroker;
import dev.weft.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import dev.weft.connector.kafka.source.enumerator.subscriber.KafkaSubscriber;
import dev.weft.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import dev.weft.streaming.connectors.kafka.KafkaDeserializationSchema;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.AdminClient;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The source against a real broker. */
@SuppressWarnings("deprecation") // see OffsetsInitializer
final class KafkaSourceIT {

    @RegisterExtension
    static final RealBroker BROKER = new RealBroker();

    private static KafkaSourceBuilder<String> source() {
        return KafkaSource.<String>builder()
                .setBootstrapServers(BROKER.servers())
                .setValueOnlyDeserializer(new SimpleStringSchema());
    }

    @Test
    void aBoundedSourceReadsAllPartitionsToTheirEndAndEnds() throws Exception {
        String topic = BROKER.newTopic(3);
        BROKER.write(topic, 0, "a", "b");
        BROKER.write(topic, 2, "c");

        try (HandDrivenSource run = HandDrivenSource.start(source().setTopics(topic)
                .setBounded(OffsetsInitializer.latest())
                .build())) {
            BROKER.write(topic, 1, "too late");

            assertThat(run.readToEnd()).containsExactlyInAnyOrder("a", "b", "c");
        }
    }

    @Test
    void aRunThatGoesOnFromACheckpointReadsEachRecordOnce() throws Exception {
        String topic = BROKER.newTopic(1);
        BROKER.write(topic, 0, "a", "b");
        KafkaSource<String> source = source().setTopics(topic).build();
        HandDrivenSource.Checkpoint checkpoint;
        try (HandDrivenSource run = HandDrivenSource.start(source)) {
            assertThat(run.read(2)).containsExactly("a", "b");
            checkpoint = run.checkpoint(1);
            BROKER.write(topic, 0, "read but not in the checkpoint");
            run.read(3);
        }
        BROKER.write(topic, 0, "c");

        try (HandDrivenSource run = HandDrivenSource.restore(source, checkpoint)) {
            assertThat(run.read(2)).containsExactly("read but not in the checkpoint", "c");
        }
    }

    @Test
    void aNewPartitionIsDiscoveredAndReadFromItsBeginning() throws Exception {
        String topic = BROKER.newTopic(1);
        BROKER.write(topic, 0, "before the job");
        try (HandDrivenSource run = HandDrivenSource.start(source().setTopics(topic)
                .setStartingOffsets(OffsetsInitializer.latest())
                .setProperty("partition.discovery.interval.ms", "3600000")
                .build())) {
            BROKER.grow(topic, 2);
            BROKER.write(topic, 1, "in the new partition");
            run.discover();

            assertThat(run.read(1)).containsExactly("in the new partition");
        }
    }

    @Test
    void aPatternReadsTopicsThatAreCreatedLater() throws Exception {
        String first = BROKER.newTopic("pattern-1-clicks", 1);
        BROKER.write(first, 0, "a");
        try (HandDrivenSource run = HandDrivenSource.start(
                source().setTopicPattern(Pattern.compile("pattern-\\d-clicks")).build())) {
            run.read(1);
            BROKER.write(BROKER.newTopic("pattern-2-clicks", 1), 0, "b");
            run.discover();

            assertThat(run.read(2)).containsExactly("a", "b");
        }
    }

    /** A subscriber of a program: the first partition of each topic with a prefix. */
    private record FirstPartitions(String prefix) implements KafkaSubscriber {
        @Override
        public Set<TopicPartition> getSubscribedTopicPartitions(AdminClient adminClient) {
            try {
                return adminClient.listTopics().names().get().stream()
                        .filter(topic -> topic.startsWith(prefix))
                        .map(topic -> new TopicPartition(topic, 0))
                        .collect(Collectors.toSet());
            } catch (InterruptedException | ExecutionException failure) {
                throw new IllegalStateException(failure);
            }
        }
    }

    /** A schema of the older consumer: the whole record. */
    private static final class WithPlace implements KafkaDeserializationSchema<String> {
        private static final long serialVersionUID = 1L;

        @Override
        public boolean isEndOfStream(String nextElement) {
            return true;
        }

        @Override
        public String deserialize(ConsumerRecord<byte[], byte[]> record) throws Exception {
            if (record.value().length == 0) {
                throw new Exception("it is empty");
            }
            return record.topic() + "-" + record.partition() + "@" + record.offset() + ":"
                    + new String(record.value(), StandardCharsets.UTF_8);
        }

        @Override
        public TypeInformation<String> getProducedType() {
            return Types.STRING;
        }
    }

    @Test
    void thePartitionsOfASubscriberAreReadWholeRecordByWholeRecord() throws Exception {
        BROKER.write(BROKER.newTopic("own-1", 2), 0, "a", "b");
        BROKER.write("own-1", 1, "not subscribed");
        KafkaSourceBuilder<String> builder = KafkaSource.<String>builder()
                .setBootstrapServers(BROKER.servers())
                .setKafkaSubscriber(new FirstPartitions("own-"))
                .setProperty(KafkaSourceOptions.SHOW_RECORD_BYTES_ON_FAILURE.key(), "false")
                .setDeserializer(KafkaRecordDeserializationSchema.of(new WithPlace()));
        try (HandDrivenSource run = HandDrivenSource.start(builder.build())) {
            assertThat(run.read(2)).containsExactly("own-1-0@0:a", "own-1-0@1:b");
            BROKER.write(BROKER.newTopic("own-2", 1), 0, "c");
            run.discover();
            assertThat(run.read(3)).endsWith("own-2-0@0:c");

            BROKER.write("own-2", 0, "");
            assertThatThrownBy(() -> run.read(4))
                    .hasMessageContaining("own-2-0@1")
                    .hasMessageContaining("(value of 0 bytes): it is empty");
        }
    }

    @Test
    void whatASubscriberThrowsOrLacksIsTold() throws Exception {
        KafkaSubscriber failing = adminClient -> {
            throw new IllegalStateException("no catalog");
        };
        assertThatThrownBy(() -> HandDrivenSource.start(KafkaSource.<String>builder()
                        .setBootstrapServers(BROKER.servers())
                        .setValueOnlyDeserializer(new SimpleStringSchema())
                        .setKafkaSubscriber(failing)
                        .build()))
                .isInstanceOf(KafkaFailure.class)
                .hasMessageContaining("has failed: no catalog");
        assertThatThrownBy(() -> HandDrivenSource.start(KafkaSource.<String>builder()
                        .setBootstrapServers(BROKER.servers())
                        .setValueOnlyDeserializer(new SimpleStringSchema())
                        .setKafkaSubscriber(adminClient -> null)
                        .build()))
                .hasMessageContaining("gave null");
    }

    @Test
    void offsetsAreCommittedToTheGroupWhenACheckpointIsComplete() throws Exception {
        String topic = BROKER.newTopic(1);
        BROKER.write(topic, 0, "a", "b", "c");
        TopicPartition partition = new TopicPartition(topic, 0);
        try (HandDrivenSource run = HandDrivenSource.start(
                source().setTopics(topic).setGroupId("group-" + topic).build())) {
            run.read(3);
            run.checkpoint(1);
            run.complete(1);

            RealBroker.await(
                    () -> BROKER.groupOffsets("group-" + topic), offsets -> offsets.equals(Map.of(partition, 3L)));
        }
    }

    @Test
    void aSourceCanStartAtCommittedOffsetsAtATimestampAndAtGivenOffsets() throws Exception {
        String topic = BROKER.newTopic(1);
        BROKER.write(topic, 0, "0", "1", "2", "3");
        TopicPartition partition = new TopicPartition(topic, 0);
        BROKER.commitGroupOffset("group-" + topic, partition, 3);

        assertThat(bounded(topic, OffsetsInitializer.committedOffsets())).containsExactly("3");
        assertThat(bounded(topic, OffsetsInitializer.timestamp(2))).containsExactly("2", "3");
        assertThat(bounded(topic, OffsetsInitializer.offsets(Map.of(partition, 1L))))
                .containsExactly("1", "2", "3");
        assertThat(bounded(topic, OffsetsInitializer.latest())).isEmpty();
    }

    private List<String> bounded(String topic, OffsetsInitializer start) throws Exception {
        try (HandDrivenSource run = HandDrivenSource.start(source().setTopics(topic)
                .setGroupId("group-" + topic)
                .setStartingOffsets(start)
                .setBounded(OffsetsInitializer.latest())
                .build())) {
            return run.readToEnd();
        }
    }

    @Test
    void whatIsWrongIsToldInOneLine() throws Exception {
        String topic = BROKER.newTopic(2);

        assertThatThrownBy(() ->
                        HandDrivenSource.start(source().setTopics("no-such").build()))
                .isInstanceOf(KafkaFailure.class)
                .hasMessageContaining("topics [no-such]")
                .hasMessageContaining("no such topic at " + BROKER.servers());
        assertThatThrownBy(() -> HandDrivenSource.start(source().setPartitions(Set.of(new TopicPartition(topic, 7)))
                        .build()))
                .hasMessageContaining("partition " + topic + "-7 does not exist")
                .hasMessageContaining("has 2 partitions");
        assertThatThrownBy(() -> HandDrivenSource.start(source().setTopics(topic)
                        .setStartingOffsets(OffsetsInitializer.committedOffsets(OffsetResetStrategy.EARLIEST))
                        .build()))
                .hasMessageContaining("setGroupId");
        assertThatThrownBy(() -> HandDrivenSource.start(source().setBootstrapServers("127.0.0.1:1")
                        .setProperty("default.api.timeout.ms", "300")
                        .setProperty("request.timeout.ms", "200")
                        .setTopics(topic)
                        .build()))
                .hasMessageContaining("127.0.0.1:1")
                .hasMessageContaining("did not answer in time");
    }
}
