package dev.weft.engine.graph;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.api.common.functions.AbstractRichFunction;
import dev.weft.api.common.functions.CoGroupFunction;
import dev.weft.api.common.functions.FlatJoinFunction;
import dev.weft.api.common.functions.JoinFunction;
import dev.weft.api.common.functions.OpenContext;
import dev.weft.api.common.state.ValueStateDescriptor;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.engine.common.WeftException;
import dev.weft.streaming.api.datastream.DataStream;
import dev.weft.streaming.api.datastream.SingleOutputStreamOperator;
import dev.weft.streaming.api.environment.StreamExecutionEnvironment;
import dev.weft.streaming.api.functions.sink.DiscardingSink;
import dev.weft.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import dev.weft.util.Collector;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** States of rich functions in window joins and co-groups that are rejected at submission. */
class JoinStateTest {

    private final StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    private final DataStream<Long> numbers = env.fromSequence(1, 10);

    private abstract static class OfTwoTypes extends AbstractRichFunction {
        private static final long serialVersionUID = 1L;

        @Override
        public void open(OpenContext context) {
            getRuntimeContext().getState(new ValueStateDescriptor<>("x", Types.LONG));
            getRuntimeContext().getState(new ValueStateDescriptor<>("x", Types.STRING));
        }
    }

    private static final class Joining extends OfTwoTypes implements JoinFunction<Long, Long, Long> {
        private static final long serialVersionUID = 1L;

        @Override
        public Long join(Long first, Long second) {
            return first;
        }
    }

    private static final class FlatJoining extends OfTwoTypes implements FlatJoinFunction<Long, Long, Long> {
        private static final long serialVersionUID = 1L;

        @Override
        public void join(Long first, Long second, Collector<Long> out) {}
    }

    private static final class Grouping extends OfTwoTypes implements CoGroupFunction<Long, Long, Long> {
        private static final long serialVersionUID = 1L;

        @Override
        public void coGroup(Iterable<Long> first, Iterable<Long> second, Collector<Long> out) {}
    }

    private void assertRefused(SingleOutputStreamOperator<Long> pairs) {
        pairs.name("pairs").addSink(new DiscardingSink<>());
        assertThatThrownBy(() -> JobGraphCompiler.compile(env.getStreamGraph().program(), ProgramMaker.JOB))
                .isInstanceOf(WeftException.class)
                .hasMessage("operator 'pairs': state 'x' is declared for values of Long and for values of String; give"
                        + " one of them another name");
    }

    @Test
    void oneNameForTwoTypesInAJoinFunctionIsRefused() {
        var joined = numbers.join(numbers)
                .where(n -> n)
                .equalTo(n -> n)
                .window(TumblingEventTimeWindows.of(Duration.ofSeconds(1)));
        assertRefused(joined.with(new Joining()));
        assertRefused(joined.with(new FlatJoining()));
    }

    @Test
    void oneNameForTwoTypesInACoGroupFunctionIsRefused() {
        assertRefused(numbers.coGroup(numbers)
                .where(n -> n)
                .equalTo(n -> n)
                .window(TumblingEventTimeWindows.of(Duration.ofSeconds(1)))
                .with(new Grouping()));
    }
}
