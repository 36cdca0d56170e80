package dev.weft.engine.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.api.common.functions.OpenContext;
import dev.weft.api.common.functions.RichMapFunction;
import dev.weft.api.common.state.MapStateDescriptor;
import dev.weft.api.common.state.ValueState;
import dev.weft.api.common.state.ValueStateDescriptor;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.configuration.Configuration;
import dev.weft.engine.common.WeftException;
import dev.weft.streaming.api.datastream.DataStream;
import dev.weft.streaming.api.environment.StreamExecutionEnvironment;
import dev.weft.streaming.api.functions.sink.DiscardingSink;
import org.junit.jupiter.api.Test;

/** Faults in the declaration of state that are told when the program is submitted. */
class StateDeclarationsTest {

    private final StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    private final DataStream<Long> numbers = env.fromSequence(1, 10);

    private JobGraph compile() {
        return JobGraphCompiler.compile(env.getStreamGraph().program(), ProgramMaker.JOB);
    }

    private abstract static class Counting extends RichMapFunction<Long, Long> {
        transient ValueState<Long> count;

        final void declare() {
            count = getRuntimeContext().getState(new ValueStateDescriptor<>("count", Types.LONG));
        }

        @Override
        public Long map(Long value) {
            return value;
        }
    }

    private static final class InOpen extends Counting {
        @Override
        public void open(OpenContext openContext) {
            count = getRuntimeContext().getState(new ValueStateDescriptor<>("count", Types.LONG));
        }
    }

    private static class InOlderOpen extends Counting {
        @Override
        public void open(Configuration parameters) {
            getRuntimeContext().getMapState(new MapStateDescriptor<>("map", Types.LONG, Types.LONG));
        }
    }

    private static final class Inherited extends InOlderOpen {}

    private static final class OnlySometimes extends Counting {
        private final boolean keyed;

        OnlySometimes(boolean keyed) {
            this.keyed = keyed;
        }

        @Override
        public void open(OpenContext openContext) {
            if (keyed) {
                count = getRuntimeContext().getState(new ValueStateDescriptor<>("count", Types.LONG));
            }
        }
    }

    private static final class IfItCan extends Counting {
        @Override
        public void open(OpenContext openContext) {
            try {
                count = getRuntimeContext().getState(new ValueStateDescriptor<>("count", Types.LONG));
            } catch (RuntimeException e) {
                count = null;
            }
        }
    }

    private static final class Elsewhere extends Counting {
        @Override
        public void open(OpenContext openContext) {
            declare();
        }
    }

    @Test
    void keyedStateBehindAStreamThatIsNotKeyedIsRefusedByTheOperatorsName() {
        for (Counting function : new Counting[] {new InOpen(), new InOlderOpen(), new Inherited()}) {
            numbers.map(function).name("counts").addSink(new DiscardingSink<>());
            assertThatThrownBy(this::compile)
                    .isInstanceOf(WeftException.class)
                    .hasMessage("operator 'counts' asks for keyed state in the open() of "
                            + function.getClass().getName()
                            + " but its input is not keyed: call keyBy() before it");
        }
    }

    @Test
    void theSameFunctionsBehindAKeyedStreamAreFine() {
        numbers.keyBy(n -> n).map(new InOpen()).addSink(new DiscardingSink<>());
        assertThat(compile().vertices()).hasSize(2);
    }

    @Test
    void aFunctionThatMayDoWithoutKeyedStateIsNotRefused() {
        numbers.map(new OnlySometimes(false))
                .map(new IfItCan())
                .map(new Elsewhere())
                .addSink(new DiscardingSink<>());
        assertThat(compile().vertices()).isNotEmpty();
    }
}
