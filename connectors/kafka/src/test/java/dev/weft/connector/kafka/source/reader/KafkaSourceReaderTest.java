package dev.weft.connector.kafka.source.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.api.common.serialization.SimpleStringSchema;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.connector.kafka.KafkaFailure;
import dev.weft.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import dev.weft.connector.kafka.source.split.KafkaPartitionSplit;
import dev.weft.core.io.InputStatus;
import dev.weft.util.Collector;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class KafkaSourceReaderTest {

    private static final TopicPartition ZERO = new TopicPartition("clicks", 0);
    private static final TopicPartition ONE = new TopicPartition("clicks", 1);
    private static final long PATIENCE_S = 20;

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none");
    private long nowMs = 1_000_000;
    private final FakeReaderContext context = new FakeReaderContext(0);
    private final RecordingOutput output = new RecordingOutput();
    private KafkaSourceReader<String> reader =
            reader(KafkaRecordDeserializationSchema.valueOnly(new SimpleStringSchema()), true);

    private KafkaSourceReader<String> reader(KafkaRecordDeserializationSchema<String> schema, boolean showBytes) {
        return new KafkaSourceReader<>(
                context,
                schema,
                new KafkaSourceReader.Settings(new Properties(), true, showBytes),
                () -> consumer,
                () -> nowMs);
    }

    @AfterEach
    void close() throws Exception {
        reader.close();
        assertThat(consumer.closed()).isTrue();
    }

    @Test
    void elementsCarryTheTimestampsOfTheirRecordsAndGoThroughTheOutputOfTheirPartition() throws Exception {
        start(new KafkaPartitionSplit(ZERO, 0), new KafkaPartitionSplit(ONE, 5));
        records(List.of(record(ZERO, 0, "a"), record(ONE, 5, "b"), record(ZERO, 1, "c")));

        poll(3);

        assertThat(output.stamped()).containsExactlyInAnyOrder("clicks-0:a@0", "clicks-1:b@50", "clicks-0:c@10");
    }

    @Test
    void aPartitionHasAnOutputBeforeItsFirstRecordSoThatItHoldsTheWatermarkBack() throws Exception {
        start(new KafkaPartitionSplit(ZERO, 0), new KafkaPartitionSplit(ONE, 0));
        assertThat(reader.isAvailable()).isDone();

        reader.pollNext(output);

        assertThat(output.openSplits()).containsExactly("clicks-0", "clicks-1");
    }

    @Test
    void aCheckpointHoldsThePositionBehindTheLastElement() throws Exception {
        start(new KafkaPartitionSplit(ZERO, 0), new KafkaPartitionSplit(ONE, 5));
        records(List.of(record(ZERO, 0, "a"), record(ZERO, 1, "b")));
        poll(2);

        assertThat(reader.snapshotState(1))
                .containsExactly(new KafkaPartitionSplit(ZERO, 2), new KafkaPartitionSplit(ONE, 5));
    }

    @Test
    void aBoundedPartitionEndsBeforeItsStoppingOffset() throws Exception {
        start(new KafkaPartitionSplit(ZERO, 0, 2));
        reader.notifyNoMoreSplits();
        records(List.of(record(ZERO, 0, "a"), record(ZERO, 1, "b"), record(ZERO, 2, "too late")));

        pollToEnd();

        assertThat(output.elements()).containsExactly("a", "b");
        assertThat(output.openSplits()).isEmpty();
        assertThat(reader.snapshotState(1)).isEmpty();
    }

    @Test
    void aPartitionWithNothingToReadEndsAtOnce() throws Exception {
        start(new KafkaPartitionSplit(ZERO, 7, 7));
        reader.notifyNoMoreSplits();

        pollToEnd();

        assertThat(output.elements()).isEmpty();
    }

    @Test
    void offsetsAreCommittedWhenTheirCheckpointIsComplete() throws Exception {
        start(new KafkaPartitionSplit(ZERO, 0));
        records(List.of(record(ZERO, 0, "a")));
        poll(1);
        reader.snapshotState(1);
        records(List.of(record(ZERO, 1, "b")));
        poll(1);
        reader.snapshotState(2);

        reader.notifyCheckpointComplete(1);
        // A later poll of the consumer has sent what was to be committed.
        records(List.of(record(ZERO, 2, "c")));
        poll(1);

        assertThat(consumer.committed(Set.of(ZERO)).get(ZERO).offset()).isEqualTo(1);
        assertThat(context.metricGroup().count("commitsSucceeded")).isEqualTo(1);
    }

    @Test
    void aRecordThatCanNotBeReadIsNamedWithItsFirstBytes() throws Exception {
        start(new KafkaPartitionSplit(ZERO, 3));
        consumer.schedulePollTask(() -> consumer.addRecord(record(ZERO, 3, null)));

        assertThatThrownBy(() -> poll(1))
                .hasMessageContaining("clicks-0@3")
                .hasMessageContaining("no bytes")
                .hasMessageContaining("tombstone");
        assertThat(context.metricGroup().count("numRecordsInErrors")).isEqualTo(1);
    }

    /** Refuses every value. */
    private static final class Refusing extends SimpleStringSchema {
        private static final long serialVersionUID = 1L;

        @Override
        public String deserialize(byte[] message) {
            throw new IllegalStateException("refused");
        }
    }

    @Test
    void theBytesOfARecordThatCanNotBeReadAreShown() throws Exception {
        reader = reader(KafkaRecordDeserializationSchema.valueOnly(new Refusing()), true);
        start(new KafkaPartitionSplit(ZERO, 3));
        records(List.of(record(ZERO, 3, "secret")));
        assertThatThrownBy(() -> poll(1)).hasMessageContaining("value of 6 bytes: 736563726574): refused");
    }

    @Test
    void theBytesOfARecordThatCanNotBeReadCanBeHidden() throws Exception {
        reader = reader(KafkaRecordDeserializationSchema.valueOnly(new Refusing()), false);
        start(new KafkaPartitionSplit(ZERO, 3));
        records(List.of(record(ZERO, 3, "secret")));
        assertThatThrownBy(() -> poll(1)).hasMessage("can't read the record clicks-0@3 (value of 6 bytes): refused");
    }

    @Test
    void aRecordThatCanNotBeReadForAReasonWithoutTextIsNamedWithTheKindOfFailure() throws Exception {
        reader = reader(
                new KafkaRecordDeserializationSchema<>() {
                    private static final long serialVersionUID = 1L;

                    @Override
                    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<String> out)
                            throws IOException {
                        throw new EOFException();
                    }

                    @Override
                    public TypeInformation<String> getProducedType() {
                        return Types.STRING;
                    }
                },
                false);
        start(new KafkaPartitionSplit(ZERO, 3));
        records(List.of(record(ZERO, 3, "a")));
        assertThatThrownBy(() -> poll(1)).hasMessageEndingWith("(value of 1 bytes): java.io.EOFException");
    }

    @Test
    void whatAnOperatorBehindTheSourceThrowsIsNotBlamedOnTheRecord() throws Exception {
        start(new KafkaPartitionSplit(ZERO, 3));
        records(List.of(record(ZERO, 3, "a")));
        RuntimeException failure = new IllegalStateException("of a map");
        output.failWith(failure);

        assertThatThrownBy(() -> poll(1)).isSameAs(failure);
        assertThat(context.metricGroup().count("numRecordsInErrors")).isZero();
    }

    @Test
    void aLostPositionIsToldAlsoWhenTheBrokersDoNotSayWhatTheyHave() throws Exception {
        consumer.schedulePollTask(() -> consumer.setPollException(new OffsetOutOfRangeException(Map.of(ZERO, 3L))));
        start(new KafkaPartitionSplit(ZERO, 3));

        assertThatThrownBy(() -> poll(1))
                .isInstanceOf(KafkaFailure.class)
                .hasMessageContaining("can't read [clicks-0]");
    }

    @Test
    void aPositionThatTheBrokersDoNotHaveAnyMoreIsToldWithBothEnds() throws Exception {
        consumer.updateBeginningOffsets(Map.of(ZERO, 100L));
        consumer.updateEndOffsets(Map.of(ZERO, 200L));
        consumer.schedulePollTask(() -> consumer.setPollException(new OffsetOutOfRangeException(Map.of(ZERO, 3L))));
        start(new KafkaPartitionSplit(ZERO, 3));

        assertThatThrownBy(() -> poll(1))
                .isInstanceOf(KafkaFailure.class)
                .hasMessageContaining("offset 3 of clicks-0")
                .hasMessageContaining("100 to 200")
                .hasMessageContaining("auto.offset.reset");
    }

    @Test
    void recordsWhoseTimestampsLieFarInTheFutureAreCounted() throws Exception {
        nowMs = 20 - Duration.ofDays(1).toMillis();
        start(new KafkaPartitionSplit(ZERO, 1));
        records(List.of(record(ZERO, 1, "a"), record(ZERO, 2, "b"), record(ZERO, 3, "c"), record(ZERO, 4, "d")));

        poll(4);

        assertThat(context.metricGroup().count("recordsWithFutureTimestamp")).isEqualTo(2);
        assertThat(output.stamped()).endsWith("clicks-0:c@30", "clicks-0:d@40");
    }

    /** FLINK-39728: a command about a split that is not (any more) there is ignored. */
    @Test
    void pausingASplitThatIsNotReadIsIgnored() throws Exception {
        start(new KafkaPartitionSplit(ZERO, 0));
        reader.pauseOrResumeSplits(List.of("clicks-9"), List.of("other-1"));
        records(List.of(record(ZERO, 0, "a")));

        poll(1);

        assertThat(consumer.paused()).isEmpty();
    }

    private void start(KafkaPartitionSplit... splits) {
        reader.addSplits(List.of(splits));
        reader.start();
    }

    private void records(List<ConsumerRecord<byte[], byte[]>> records) {
        consumer.schedulePollTask(() -> records.forEach(consumer::addRecord));
        consumer.wakeup();
    }

    private static ConsumerRecord<byte[], byte[]> record(TopicPartition partition, long offset, String value) {
        byte[] bytes = value == null ? null : value.getBytes(StandardCharsets.UTF_8);
        return new ConsumerRecord<>(
                partition.topic(),
                partition.partition(),
                offset,
                offset * 10,
                TimestampType.CREATE_TIME,
                0,
                value == null ? 0 : bytes.length,
                null,
                bytes,
                new RecordHeaders(),
                Optional.empty());
    }

    /** Polls until so many more elements have come. */
    private void poll(int more) throws Exception {
        int wanted = output.elements().size() + more;
        while (output.elements().size() < wanted) {
            step();
        }
    }

    private void pollToEnd() throws Exception {
        while (step() != InputStatus.END_OF_INPUT) {
            assertThat(output.elements()).hasSizeLessThan(100);
        }
    }

    private InputStatus step() throws Exception {
        InputStatus status = reader.pollNext(output);
        if (status == InputStatus.NOTHING_AVAILABLE) {
            reader.isAvailable().get(PATIENCE_S, TimeUnit.SECONDS);
        }
        return status;
    }
}
