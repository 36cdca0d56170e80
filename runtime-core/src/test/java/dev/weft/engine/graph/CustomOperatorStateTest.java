package dev.weft.engine.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.api.common.functions.MapFunction;
import dev.weft.api.common.functions.OpenContext;
import dev.weft.api.common.functions.RichMapFunction;
import dev.weft.api.common.state.MapStateDescriptor;
import dev.weft.api.common.state.ValueStateDescriptor;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.engine.common.WeftException;
import dev.weft.runtime.state.StateInitializationContext;
import dev.weft.runtime.state.VoidNamespace;
import dev.weft.runtime.state.VoidNamespaceSerializer;
import dev.weft.streaming.api.environment.StreamExecutionEnvironment;
import dev.weft.streaming.api.functions.sink.DiscardingSink;
import dev.weft.streaming.api.operators.AbstractStreamOperator;
import dev.weft.streaming.api.operators.AbstractUdfStreamOperator;
import dev.weft.streaming.api.operators.InternalTimer;
import dev.weft.streaming.api.operators.OneInputStreamOperator;
import dev.weft.streaming.api.operators.StreamingRuntimeContext;
import dev.weft.streaming.api.operators.Triggerable;
import dev.weft.streaming.runtime.streamrecord.StreamRecord;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Invalid declarations of state in custom operators that are rejected at submission. */
class CustomOperatorStateTest {

    private static final ValueStateDescriptor<Long> COUNT = new ValueStateDescriptor<>("count", Types.LONG);

    private void compile(AbstractStreamOperator<Long> operator, boolean keyed) {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        @SuppressWarnings("unchecked") // all of them have one input
        OneInputStreamOperator<Long, Long> one = (OneInputStreamOperator<Long, Long>) operator;
        (keyed
                        ? env.fromSequence(1, 10).keyBy(n -> n).transform("counts", Types.LONG, one)
                        : env.fromSequence(1, 10).transform("counts", Types.LONG, one))
                .addSink(new DiscardingSink<>());
        assertThat(JobGraphCompiler.compile(env.getStreamGraph().program(), ProgramMaker.JOB)
                        .vertices())
                .isNotEmpty();
    }

    private void assertRefused(AbstractStreamOperator<Long> operator, String what, String method, Class<?> type) {
        compile(operator, true);
        assertThatThrownBy(() -> compile(operator, false))
                .isInstanceOf(WeftException.class)
                .hasMessage("operator 'counts' asks for " + what + " in the " + method + "() of " + type.getName()
                        + " but its input is not keyed: call keyBy() before it");
    }

    private abstract static class Identity extends AbstractStreamOperator<Long>
            implements OneInputStreamOperator<Long, Long> {
        private static final long serialVersionUID = 1L;

        @Override
        public void processElement(StreamRecord<Long> element) {
            output.collect(element);
        }
    }

    private static final class OfItsOwn extends Identity {
        private static final long serialVersionUID = 1L;

        @Override
        public void open() throws Exception {
            super.open();
            getPartitionedState(COUNT);
        }
    }

    private static final class OfANamespace extends Identity {
        private static final long serialVersionUID = 1L;

        @Override
        public void open() throws Exception {
            getPartitionedState(VoidNamespace.INSTANCE, VoidNamespaceSerializer.INSTANCE, COUNT);
        }
    }

    private static final class OfItsContext extends Identity {
        private static final long serialVersionUID = 1L;

        @Override
        public void open() {
            getRuntimeContext().getMapState(new MapStateDescriptor<>("each", Types.LONG, Types.LONG));
        }
    }

    private static final class Initialized extends Identity {
        private static final long serialVersionUID = 1L;

        @Override
        public void initializeState(StateInitializationContext context) throws Exception {
            super.initializeState(context);
            context.getKeyedStateStore().getState(COUNT);
        }
    }

    private static final class WithTimers extends Identity implements Triggerable<Long, VoidNamespace> {
        private static final long serialVersionUID = 1L;

        @Override
        public void open() {
            getInternalTimerService("times", VoidNamespaceSerializer.INSTANCE, this);
        }

        @Override
        public void onEventTime(InternalTimer<Long, VoidNamespace> timer) {}

        @Override
        public void onProcessingTime(InternalTimer<Long, VoidNamespace> timer) {}
    }

    private static final class Counting extends RichMapFunction<Long, Long> {
        private static final long serialVersionUID = 1L;

        @Override
        public void open(OpenContext context) {
            getRuntimeContext().getState(COUNT);
        }

        @Override
        public Long map(Long value) {
            return value;
        }
    }

    private static class Mapping extends AbstractUdfStreamOperator<Long, MapFunction<Long, Long>>
            implements OneInputStreamOperator<Long, Long> {
        private static final long serialVersionUID = 1L;

        Mapping(MapFunction<Long, Long> function) {
            super(function);
        }

        @Override
        public void processElement(StreamRecord<Long> element) throws Exception {
            output.collect(element.replace(userFunction.map(element.getValue())));
        }
    }

    private static final class MappingAndMore extends Mapping {
        private static final long serialVersionUID = 1L;

        MappingAndMore() {
            super(new Counting());
        }

        @Override
        public void open() throws Exception {
            super.open();
        }
    }

    @Test
    void keyedStateOfAnOperatorWithoutKeysIsRefused() {
        assertRefused(new OfItsOwn(), "keyed state 'count'", "open", OfItsOwn.class);
        assertRefused(new OfANamespace(), "keyed state", "open", OfANamespace.class);
        assertRefused(new OfItsContext(), "keyed state 'each'", "open", OfItsContext.class);
        assertRefused(new Initialized(), "keyed state 'count'", "initializeState", Initialized.class);
        assertRefused(new WithTimers(), "timers", "open", WithTimers.class);
    }

    @Test
    void keyedStateOfTheFunctionOfAnOperatorWithoutKeysIsRefused() {
        assertRefused(new Mapping(new Counting()), "keyed state 'count'", "open", Counting.class);
        assertRefused(new MappingAndMore(), "keyed state 'count'", "open", Counting.class);
    }

    private static final class OfTwoTypes extends Identity {
        private static final long serialVersionUID = 1L;

        @Override
        public void open() throws Exception {
            getPartitionedState(COUNT);
            getRuntimeContext().getState(new ValueStateDescriptor<>("count", Types.STRING));
        }
    }

    @Test
    void oneNameForTwoTypesIsRefused() {
        assertThatThrownBy(() -> compile(new OfTwoTypes(), true))
                .isInstanceOf(WeftException.class)
                .hasMessage("operator 'counts': state 'count' is declared for values of Long and for values of String;"
                        + " give one of them another name");
    }

    // ---- what is legal, or not certain ----

    private static final class IfItHasKeys extends Identity {
        private static final long serialVersionUID = 1L;
        private final boolean keyed;

        IfItHasKeys(boolean keyed) {
            this.keyed = keyed;
        }

        @Override
        public void open() throws Exception {
            if (keyed) {
                getPartitionedState(COUNT);
            }
        }
    }

    private static final class OfNoKeys extends Identity {
        private static final long serialVersionUID = 1L;

        @Override
        public void initializeState(StateInitializationContext context) throws Exception {
            context.getOperatorStateStore().getBroadcastState(new MapStateDescriptor<>("x", Types.LONG, Types.LONG));
        }
    }

    private static final class InAContextOfItsOwn extends Mapping {
        private static final long serialVersionUID = 1L;

        InAContextOfItsOwn() {
            super(new Counting());
        }

        @Override
        public StreamingRuntimeContext getRuntimeContext() {
            return super.getRuntimeContext();
        }
    }

    private static final class WithoutItsFunction extends Mapping {
        private static final long serialVersionUID = 1L;

        WithoutItsFunction() {
            super(new Counting());
        }

        @Override
        public void open() {}
    }

    @Test
    void operatorsThatMayDoWithoutKeyedStateAreLeftToTheTask() {
        for (AbstractStreamOperator<Long> operator : List.of(
                new IfItHasKeys(false),
                new OfNoKeys(),
                new InAContextOfItsOwn(),
                new WithoutItsFunction(),
                new Mapping(n -> n))) {
            compile(operator, false);
        }
    }
}
