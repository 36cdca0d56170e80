package dev.weft.connector.kafka.source.enumerator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.connector.kafka.KafkaFailure;
import dev.weft.connector.kafka.source.enumerator.initializer.NoStoppingOffsets;
import dev.weft.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import dev.weft.connector.kafka.source.split.KafkaPartitionSplit;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("deprecation") // see OffsetsInitializer
final class SplitPlannerTest {

    private static final TopicPartition CLICKS = new TopicPartition("clicks", 0);

    private final FakeBrokers brokers = new FakeBrokers();

    @BeforeEach
    void fillPartition() {
        brokers.put(CLICKS, 10, 20);
    }

    @Test
    void initializersGiveNumbersThatARestartDoesNotAskForAgain() {
        assertThat(start(OffsetsInitializer.earliest())).isEqualTo(10);
        assertThat(start(OffsetsInitializer.latest())).isEqualTo(20);
        assertThat(start(OffsetsInitializer.timestamp(15))).isEqualTo(15);
        assertThat(start(OffsetsInitializer.timestamp(99))).isEqualTo(20);
        assertThat(start(OffsetsInitializer.offsets(Map.of(CLICKS, 12L)))).isEqualTo(12);
        assertThat(start(OffsetsInitializer.offsets(Map.of()))).isEqualTo(10);
        assertThat(start(OffsetsInitializer.offsets(Map.of(CLICKS, KafkaPartitionSplit.LATEST_OFFSET))))
                .isEqualTo(20);
    }

    @Test
    void committedOffsetsCountBeforeTheResetStrategy() {
        brokers.committed.put(CLICKS, 17L);

        assertThat(start(OffsetsInitializer.committedOffsets())).isEqualTo(17);
        assertThat(start(OffsetsInitializer.committedOffsets(OffsetResetStrategy.EARLIEST)))
                .isEqualTo(17);
    }

    @Test
    void withoutCommittedOffsetsTheResetStrategyDecides() {
        assertThat(start(OffsetsInitializer.committedOffsets(OffsetResetStrategy.EARLIEST)))
                .isEqualTo(10);
        assertThat(start(OffsetsInitializer.committedOffsets(OffsetResetStrategy.LATEST)))
                .isEqualTo(20);
        assertThatThrownBy(() -> start(OffsetsInitializer.committedOffsets()))
                .hasMessageContaining("no committed offset for [clicks-0]");
    }

    @Test
    void anOffsetThatTheBrokersDoNotHaveIsRefusedWithItsNumbersUnlessAStrategyWasGiven() {
        brokers.committed.put(CLICKS, 3L);

        assertThatThrownBy(() -> start(OffsetsInitializer.committedOffsets()))
                .isInstanceOf(KafkaFailure.class)
                .hasMessageContaining("3 of clicks-0")
                .hasMessageContaining("10 to 20");
        assertThat(start(OffsetsInitializer.committedOffsets(OffsetResetStrategy.LATEST)))
                .isEqualTo(20);
    }

    @Test
    void aStoppingOffsetEndsTheSplit() {
        List<KafkaPartitionSplit> splits = new SplitPlanner(List.of(CLICKS), brokers)
                .plan(OffsetsInitializer.earliest(), OffsetsInitializer.latest());

        assertThat(splits).containsExactly(new KafkaPartitionSplit(CLICKS, 10, 20));
    }

    private long start(OffsetsInitializer initializer) {
        List<KafkaPartitionSplit> splits =
                new SplitPlanner(List.of(CLICKS), brokers).plan(initializer, new NoStoppingOffsets());
        assertThat(splits).hasSize(1);
        assertThat(splits.get(0).getStoppingOffset()).isEmpty();
        return splits.get(0).getStartingOffset();
    }
}
