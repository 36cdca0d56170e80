package dev.weft.connector.kafka.source.enumerator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.connector.kafka.KafkaFailure;
import dev.weft.connector.kafka.source.enumerator.initializer.NoStoppingOffsets;
import dev.weft.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import dev.weft.connector.kafka.source.split.KafkaPartitionSplit;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class KafkaSourceEnumeratorTest {

    private static final long HOURLY_MS = 3_600_000;

    private final FakeBrokers brokers = new FakeBrokers();
    private ManualEnumeratorContext context = new ManualEnumeratorContext(2);

    @BeforeEach
    void makeTopic() {
        brokers.put(partition(0), 0, 100);
        brokers.put(partition(1), 0, 100);
        brokers.put(partition(2), 0, 100);
    }

    @Test
    void eachPartitionHasOneReader() {
        KafkaSourceEnumerator enumerator = started(KafkaSourceEnumState.initial(), OffsetsInitializer.earliest());
        context.runSlowCalls();
        register(enumerator, 0);
        register(enumerator, 1);

        List<KafkaPartitionSplit> all = new ArrayList<>(context.takeAssigned(0));
        assertThat(all).isNotEmpty();
        all.addAll(context.takeAssigned(1));
        assertThat(all).extracting(KafkaPartitionSplit::getPartition).containsExactlyInAnyOrder(0, 1, 2);
    }

    @Test
    void readersThatRegisterBeforeTheDiscoveryGetTheirPartitionsAfterIt() {
        KafkaSourceEnumerator enumerator = started(KafkaSourceEnumState.initial(), OffsetsInitializer.earliest());
        register(enumerator, 0);
        register(enumerator, 1);
        assertThat(context.takeAssigned(0)).isEmpty();

        context.runSlowCalls();

        assertThat(context.takeAssigned(0)).isNotEmpty();
        assertThat(context.takeAssigned(1)).isNotEmpty();
    }

    @Test
    void aPartitionThatAppearsLaterIsReadFromItsBeginning() {
        KafkaSourceEnumerator enumerator = started(KafkaSourceEnumState.initial(), OffsetsInitializer.latest());
        context.runSlowCalls();
        register(enumerator, 0);
        register(enumerator, 1);
        assertThat(takeAll())
                .allSatisfy(split -> assertThat(split.getStartingOffset()).isEqualTo(100));

        brokers.put(partition(3), 0, 7);
        context.passPeriod();

        assertThat(takeAll()).containsExactly(new KafkaPartitionSplit(partition(3), 0));
    }

    /** FLINK-21996: a split is in the enumerator's checkpoint until a reader has it, and never in both or neither. */
    @Test
    void aCheckpointHoldsThePartitionsThatNoReaderHas() throws IOException {
        KafkaSourceEnumerator first = started(KafkaSourceEnumState.initial(), OffsetsInitializer.latest());
        context.runSlowCalls();
        register(first, 0);
        List<KafkaPartitionSplit> given = context.takeAssigned(0);
        KafkaSourceEnumState checkpoint = copy(first.snapshotState(1));

        context = new ManualEnumeratorContext(2);
        brokers.put(partition(0), 0, 200);
        brokers.put(partition(1), 0, 200);
        brokers.put(partition(2), 0, 200);
        KafkaSourceEnumerator second = started(checkpoint, OffsetsInitializer.latest());
        context.runSlowCalls();
        register(second, 0);
        register(second, 1);

        List<KafkaPartitionSplit> rest = takeAll();
        assertThat(rest).doesNotContainAnyElementsOf(given);
        assertThat(rest.size() + given.size()).isEqualTo(3);
        assertThat(rest)
                .allSatisfy(split -> assertThat(split.getStartingOffset()).isEqualTo(100));
    }

    @Test
    void aCheckpointBeforeTheDiscoveryLosesNothing() throws IOException {
        KafkaSourceEnumerator first = started(KafkaSourceEnumState.initial(), OffsetsInitializer.latest());
        KafkaSourceEnumState checkpoint = copy(first.snapshotState(1));

        context = new ManualEnumeratorContext(2);
        KafkaSourceEnumerator second = started(checkpoint, OffsetsInitializer.latest());
        context.runSlowCalls();
        register(second, 0);
        register(second, 1);

        assertThat(takeAll()).hasSize(3);
    }

    @Test
    void splitsOfAReaderThatFailedAreGivenToItAgain() {
        KafkaSourceEnumerator enumerator = started(KafkaSourceEnumState.initial(), OffsetsInitializer.earliest());
        context.runSlowCalls();
        register(enumerator, 0);
        List<KafkaPartitionSplit> given = context.takeAssigned(0);

        enumerator.addSplitsBack(given, 0);

        assertThat(context.takeAssigned(0)).containsExactlyInAnyOrderElementsOf(given);
    }

    @Test
    void readersOfABoundedSourceAreToldThatNothingElseComes() {
        KafkaSourceEnumerator enumerator = new KafkaSourceEnumerator(
                context,
                new KafkaSourceEnumerator.Plan(
                        new Subscription.Topics(List.of("clicks")),
                        OffsetsInitializer.earliest(),
                        OffsetsInitializer.latest(),
                        0),
                brokers,
                KafkaSourceEnumState.initial());
        enumerator.start();
        register(enumerator, 0);
        assertThat(context.ended()).isEmpty();
        context.runSlowCalls();
        register(enumerator, 1);

        assertThat(context.ended()).containsExactly(0, 1);
        assertThat(takeAll())
                .allSatisfy(split -> assertThat(split.getStoppingOffset()).contains(100L));
    }

    @Test
    void aPatternFindsTopicsByTheirWholeName() {
        brokers.put(new TopicPartition("clicks-old", 0), 0, 1);
        KafkaSourceEnumerator enumerator = new KafkaSourceEnumerator(
                context,
                new KafkaSourceEnumerator.Plan(
                        new Subscription.Matching(Pattern.compile("cl.*s")),
                        OffsetsInitializer.earliest(),
                        new NoStoppingOffsets(),
                        HOURLY_MS),
                brokers,
                KafkaSourceEnumState.initial());
        enumerator.start();
        context.runSlowCalls();
        register(enumerator, 0);
        register(enumerator, 1);

        assertThat(takeAll())
                .hasSize(3)
                .allSatisfy(split -> assertThat(split.getTopic()).isEqualTo("clicks"));
    }

    @Test
    void brokersThatAreAwayFailAJobThatStartsAndNotOneThatRuns() {
        brokers.away = true;
        started(KafkaSourceEnumState.initial(), OffsetsInitializer.earliest());
        assertThatThrownBy(context::runSlowCalls)
                .isInstanceOf(KafkaFailure.class)
                .hasMessage("the brokers are away");

        brokers.away = false;
        context = new ManualEnumeratorContext(2);
        KafkaSourceEnumerator running = started(KafkaSourceEnumState.initial(), OffsetsInitializer.earliest());
        context.runSlowCalls();
        brokers.away = true;
        context.passPeriod();
        brokers.away = false;
        brokers.put(partition(3), 0, 0);
        context.passPeriod();
        register(running, 0);
        register(running, 1);
        assertThat(takeAll()).hasSize(4);
    }

    @Test
    void closingClosesTheConnections() {
        started(KafkaSourceEnumState.initial(), OffsetsInitializer.earliest()).close();

        assertThat(brokers.closed).isTrue();
    }

    private static TopicPartition partition(int number) {
        return new TopicPartition("clicks", number);
    }

    private KafkaSourceEnumerator started(KafkaSourceEnumState state, OffsetsInitializer start) {
        KafkaSourceEnumerator enumerator = new KafkaSourceEnumerator(
                context,
                new KafkaSourceEnumerator.Plan(
                        new Subscription.Topics(List.of("clicks")), start, new NoStoppingOffsets(), HOURLY_MS),
                brokers,
                state);
        enumerator.start();
        return enumerator;
    }

    private void register(KafkaSourceEnumerator enumerator, int reader) {
        context.register(reader);
        enumerator.addReader(reader);
    }

    private List<KafkaPartitionSplit> takeAll() {
        List<KafkaPartitionSplit> all = new ArrayList<>(context.takeAssigned(0));
        all.addAll(context.takeAssigned(1));
        return all;
    }

    private static KafkaSourceEnumState copy(KafkaSourceEnumState state) throws IOException {
        KafkaSourceEnumStateSerializer serializer = new KafkaSourceEnumStateSerializer();
        return serializer.deserialize(serializer.getVersion(), serializer.serialize(state));
    }
}
