package dev.weft.engine.graph.functions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.api.common.functions.AggregateFunction;
import dev.weft.api.common.functions.Combinable;
import dev.weft.api.common.functions.ReduceFunction;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.api.java.tuple.Tuple2;
import dev.weft.program.WindowContents;
import dev.weft.streaming.api.functions.aggregation.FieldAggregations;
import org.junit.jupiter.api.Test;

final class CombiningTest {

    private static <T> boolean may(ReduceFunction<T> function, TypeInformation<T> type) {
        return Combining.of(new WindowContents.Reduced(function), type).may();
    }

    private static boolean may(AggregateFunction<?, ?, ?> function) {
        return Combining.of(new WindowContents.Aggregated(function, Types.LONG), Types.LONG)
                .may();
    }

    @Test
    void reductionsOfWholeNumbersThatTheBytecodeShowsAreCombined() {
        assertThat(may(Long::sum, Types.LONG)).isTrue();
        assertThat(may((a, b) -> a + b, Types.LONG)).isTrue();
        assertThat(may((a, b) -> b + a, Types.INT)).isTrue();
        assertThat(may((a, b) -> Math.max(a, b), Types.LONG)).isTrue();
        assertThat(may(Math::min, Types.INT)).isTrue();
        assertThat(may((a, b) -> a ^ b, Types.LONG)).isTrue();
    }

    @Test
    void otherReductionsAreNot() {
        assertThat(may((a, b) -> a - b, Types.LONG)).isFalse();
        assertThat(may((a, b) -> a, Types.LONG)).isFalse();
        assertThat(may((a, b) -> a + a, Types.LONG)).isFalse();
        assertThat(may((a, b) -> a + b + 1, Types.LONG)).isFalse();
        assertThat(may((a, b) -> a > 5 ? a + b : b, Types.LONG)).isFalse();
        assertThat(may((a, b) -> a + b, Types.STRING)).isFalse();
        assertThat(may((a, b) -> a + b, Types.DOUBLE)).isFalse();
        assertThat(may(Math::max, Types.DOUBLE)).isFalse();
        assertThat(may((a, b) -> (long) (int) (a + b), Types.LONG)).isFalse();
        long more = 1;
        assertThat(may((a, b) -> a + b + more, Types.LONG)).isFalse();
    }

    @Test
    void builtInAggregationsOfWholeNumbersAreCombinedThoseOfFieldsAndFractionsAreNot() {
        TypeInformation<Tuple2<String, Long>> pair = Types.TUPLE(Types.STRING, Types.LONG);
        assertThat(may(FieldAggregations.sum(Types.LONG, "0"), Types.LONG)).isTrue();
        assertThat(may(FieldAggregations.max(Types.INT, "0"), Types.INT)).isTrue();
        assertThat(may(FieldAggregations.minBy(Types.LONG, "0", true), Types.LONG))
                .isTrue();
        assertThat(may(FieldAggregations.sum(Types.DOUBLE, "0"), Types.DOUBLE)).isFalse();
        assertThat(may(FieldAggregations.sum(pair, "1"), pair)).isFalse();
    }

    @Combinable
    private static final class Declared implements ReduceFunction<String> {
        private static final long serialVersionUID = 1L;

        @Override
        public String reduce(String a, String b) {
            return a.compareTo(b) > 0 ? a : b;
        }
    }

    @Test
    void aDeclarationIsBelieved() {
        assertThat(may(new Declared(), Types.STRING)).isTrue();
    }

    /** A sum whose merge is another one. */
    private abstract static class Summing implements AggregateFunction<String, Long, String> {
        private static final long serialVersionUID = 1L;

        @Override
        public Long createAccumulator() {
            return 0L;
        }

        @Override
        public Long add(String value, Long sum) {
            return sum + value.length();
        }

        @Override
        public String getResult(Long sum) {
            return "sum " + sum;
        }
    }

    private static final class RightSum extends Summing {
        private static final long serialVersionUID = 1L;

        @Override
        public Long merge(Long a, Long b) {
            return b + a;
        }
    }

    private static final class OneSided extends Summing {
        private static final long serialVersionUID = 1L;

        @Override
        public Long merge(Long a, Long b) {
            return a;
        }
    }

    private static final class NullMerge extends Summing {
        private static final long serialVersionUID = 1L;

        @Override
        public Long merge(Long a, Long b) {
            return null;
        }
    }

    private static final class Refusing extends Summing {
        private static final long serialVersionUID = 1L;

        @Override
        public Long merge(Long a, Long b) {
            throw new UnsupportedOperationException("never called");
        }
    }

    private static final class MergeOfAnotherKind extends Summing {
        private static final long serialVersionUID = 1L;

        @Override
        public Long merge(Long a, Long b) {
            return Math.max(a, b);
        }
    }

    private static final class BeginningAtOne extends Summing {
        private static final long serialVersionUID = 1L;

        @Override
        public Long createAccumulator() {
            return 1L;
        }

        @Override
        public Long merge(Long a, Long b) {
            return a + b;
        }
    }

    @Test
    void anAggregationIsCombinedIfItsMergeDoesWhatAddDoes() {
        assertThat(may(new RightSum())).isTrue();
        assertThat(may(new OneSided())).isFalse();
        assertThat(may(new NullMerge())).isFalse();
        assertThat(may(new Refusing())).isFalse();
        assertThat(may(new MergeOfAnotherKind())).isFalse();
        assertThat(may(new BeginningAtOne())).isFalse();
    }

    /** Sum and count of values; swapped fields are wrong. */
    private static class Average implements AggregateFunction<Long, Tuple2<Long, Long>, Double> {
        private static final long serialVersionUID = 1L;

        @Override
        public Tuple2<Long, Long> createAccumulator() {
            return new Tuple2<>(0L, 0L);
        }

        @Override
        public Tuple2<Long, Long> add(Long value, Tuple2<Long, Long> accumulator) {
            return new Tuple2<>(accumulator.f0 + value, accumulator.f1 + 1L);
        }

        @Override
        public Double getResult(Tuple2<Long, Long> accumulator) {
            return (double) accumulator.f0 / accumulator.f1;
        }

        @Override
        public Tuple2<Long, Long> merge(Tuple2<Long, Long> a, Tuple2<Long, Long> b) {
            return Tuple2.of(a.f0 + b.f0, a.f1 + b.f1);
        }
    }

    private static final class SwappedAverage extends Average {
        private static final long serialVersionUID = 1L;

        @Override
        public Tuple2<Long, Long> merge(Tuple2<Long, Long> a, Tuple2<Long, Long> b) {
            return Tuple2.of(a.f0 + b.f1, a.f1 + b.f0);
        }
    }

    @Test
    void theFieldsOfATupleAreLookedAtOneByOne() {
        assertThat(may(new Average())).isTrue();
        assertThat(may(new SwappedAverage())).isFalse();
    }
}
