package dev.weft.api.common.state;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.api.common.functions.RichAggregateFunction;
import dev.weft.api.common.functions.RichReduceFunction;
import dev.weft.api.common.typeinfo.Types;
import org.junit.jupiter.api.Test;

class FunctionsOfStateTest {

    private static final class Sum extends RichReduceFunction<Long> {
        @Override
        public Long reduce(Long one, Long other) {
            return one + other;
        }
    }

    private static final class Count extends RichAggregateFunction<String, Long, Long> {
        @Override
        public Long createAccumulator() {
            return 0L;
        }

        @Override
        public Long add(String value, Long count) {
            return count + 1;
        }

        @Override
        public Long getResult(Long count) {
            return count;
        }

        @Override
        public Long merge(Long one, Long other) {
            return one + other;
        }
    }

    @Test
    void aRichFunctionIsRefusedSinceNobodyWouldOpenIt() {
        assertThatThrownBy(() -> new ReducingStateDescriptor<>("sums", new Sum(), Types.LONG))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessage("the function of state 'sums' cannot be a RichFunction, but " + Sum.class.getName()
                        + " is one: it would never be opened. Reduce or aggregate by a plain function");
        assertThatThrownBy(() -> new AggregatingStateDescriptor<>("counts", new Count(), Types.LONG))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageStartingWith("the function of state 'counts' cannot be a RichFunction");
    }
}
