package dev.weft.api.common.accumulators;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class AccumulatorsTest {
    private static <V, R extends Serializable> R merged(Accumulator<V, R> left, Accumulator<V, R> right) {
        Accumulator<V, R> all = left.clone();
        all.merge(right);
        return all.getLocalValue();
    }

    @Test
    void countersAddUp() {
        assertThat(merged(new IntCounter(3), new IntCounter(4))).isEqualTo(7);
        assertThat(merged(new LongCounter(3), new LongCounter(4))).isEqualTo(7L);
        assertThat(merged(new DoubleCounter(0.5), new DoubleCounter(0.25))).isEqualTo(0.75);
    }

    @Test
    void extremesKeepTheLargestAndTheSmallest() {
        assertThat(merged(new IntMaximum(3), new IntMaximum(-4))).isEqualTo(3);
        assertThat(merged(new IntMinimum(3), new IntMinimum(-4))).isEqualTo(-4);
        assertThat(merged(new DoubleMaximum(-3), new DoubleMaximum())).isEqualTo(-3);
        assertThat(merged(new LongMinimum(), new LongMinimum(5))).isEqualTo(5);
    }

    @Test
    void averagesAreWeightedByTheirCounts() {
        AverageAccumulator left = new AverageAccumulator();
        left.add(1);
        left.add(2);
        AverageAccumulator right = new AverageAccumulator();
        right.add(6.0);

        assertThat(merged(left, right)).isEqualTo(3.0);
        assertThat(new AverageAccumulator().getLocalValue()).isZero();
    }

    @Test
    void listsAndHistogramsCollect() {
        ListAccumulator<String> left = new ListAccumulator<>();
        left.add("a");
        ListAccumulator<String> right = new ListAccumulator<>();
        right.add("b");
        assertThat(merged(left, right)).containsExactly("a", "b");
        assertThat(left.getLocalValue()).containsExactly("a");

        Histogram histogram = new Histogram();
        histogram.add(1);
        histogram.add(1);
        histogram.add(2);
        assertThat(merged(histogram, histogram.clone())).isEqualTo(new TreeMap<>(Map.of(1, 4, 2, 2)));
    }

    @Test
    void aResetAccumulatorIsLikeANewOne() {
        IntMaximum maximum = new IntMaximum(3);
        maximum.resetLocal();

        assertThat(maximum.getLocalValue()).isEqualTo(new IntMaximum().getLocalValue());
    }
}
