package dev.weft.streaming.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.api.common.functions.OpenContext;
import dev.weft.api.common.state.ValueState;
import dev.weft.api.common.state.ValueStateDescriptor;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.api.java.tuple.Tuple2;
import dev.weft.configuration.Configuration;
import dev.weft.runtime.checkpoint.OperatorSubtaskState;
import dev.weft.streaming.api.functions.KeyedProcessFunction;
import dev.weft.streaming.runtime.streamrecord.StreamRecord;
import dev.weft.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import dev.weft.streaming.util.ProcessFunctionTestHarnesses;
import dev.weft.util.Collector;
import dev.weft.util.OutputTag;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SessionTotalsTest {

    static final TypeInformation<Tuple2<String, Long>> PURCHASE = Types.TUPLE(Types.STRING, Types.LONG);
    static final OutputTag<String> REFUSED = new OutputTag<>("refused", Types.STRING);

    /** The total that a user has spent, emitted when the user has bought nothing for a minute. */
    static class SessionTotals extends KeyedProcessFunction<String, Tuple2<String, Long>, Tuple2<String, Long>> {
        private static final long serialVersionUID = 1L;
        private transient ValueState<Long> total;
        private transient ValueState<Long> end;

        @Override
        public void open(OpenContext context) {
            total = getRuntimeContext().getState(new ValueStateDescriptor<>("total", Types.LONG));
            end = getRuntimeContext().getState(new ValueStateDescriptor<>("end", Types.LONG));
        }

        @Override
        public void processElement(Tuple2<String, Long> purchase, Context context, Collector<Tuple2<String, Long>> out)
                throws Exception {
            if (purchase.f1 < 0) {
                context.output(REFUSED, purchase.f0 + ": " + purchase.f1);
                return;
            }
            if (end.value() != null) {
                context.timerService().deleteEventTimeTimer(end.value());
            }
            end.update(context.timestamp() + 60_000);
            context.timerService().registerEventTimeTimer(end.value());
            total.update(purchase.f1 + (total.value() == null ? 0 : total.value()));
        }

        @Override
        public void onTimer(long timestamp, OnTimerContext context, Collector<Tuple2<String, Long>> out)
                throws Exception {
            out.collect(Tuple2.of(context.getCurrentKey(), total.value()));
            total.clear();
            end.clear();
        }
    }

    KeyedOneInputStreamOperatorTestHarness<String, Tuple2<String, Long>, Tuple2<String, Long>> harness;

    @BeforeEach
    void open() throws Exception {
        harness = ProcessFunctionTestHarnesses.forKeyedProcessFunction(
                new SessionTotals(), purchase -> purchase.f0, Types.STRING);
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    @Test
    void emitsTheTotalAfterAMinuteWithoutPurchases() throws Exception {
        harness.processElement(Tuple2.of("ann", 3L), 0);
        harness.processElement(Tuple2.of("bob", 1L), 10_000);
        harness.processElement(Tuple2.of("ann", 4L), 20_000);
        assertThat(harness.numEventTimeTimers()).isEqualTo(2);

        harness.processWatermark(75_000);
        assertThat(harness.extractOutputValues()).containsExactly(Tuple2.of("bob", 1L));
        harness.getOutput().clear();

        harness.processWatermark(80_000);
        assertThat(harness.extractOutputStreamRecords())
                .isEqualTo(List.of(new StreamRecord<>(Tuple2.of("ann", 7L), 80_000)));
        assertThat(harness.numKeyedStateEntries()).isZero();
    }

    @Test
    void sendsNegativePricesToTheSideOutput() throws Exception {
        harness.processElement(Tuple2.of("ann", -5L), 0);
        assertThat(harness.getSideOutput(REFUSED)).containsExactly(new StreamRecord<>("ann: -5", 0));
        assertThat(harness.numEventTimeTimers()).isZero();
    }

    @Test
    void restoresStateAndTimers() throws Exception {
        harness.processElement(Tuple2.of("ann", 3L), 0);
        OperatorSubtaskState saved = harness.snapshot(1, 0);
        harness.close();

        harness = new KeyedOneInputStreamOperatorTestHarness<>(
                PURCHASE, purchase -> purchase.f0, Types.STRING, stream -> stream.process(new SessionTotals()));
        harness.getConfiguration().setString("state.backend.type", "hashmap");
        harness.initializeState(saved);
        harness.open();
        harness.processElement(Tuple2.of("ann", 2L), 5000);
        harness.processWatermark(65_000);
        assertThat(harness.extractOutputValues()).containsExactly(Tuple2.of("ann", 5L));
    }

    @Test
    void survivesRestartsAndRescaling() throws Exception {
        OperatorRestartTester<Tuple2<String, Long>, Tuple2<String, Long>> tester = new OperatorRestartTester<>(
                PURCHASE,
                stream -> stream.keyBy(purchase -> purchase.f0, Types.STRING).process(new SessionTotals()),
                new Configuration());
        List<Emitted<Tuple2<String, Long>>> steps = tester.verify(
                List.of(
                        new Step.Element<>(Tuple2.of("ann", 3L), 0),
                        new Step.Element<>(Tuple2.of("bob", 1L), 1000),
                        new Step.Element<>(Tuple2.of("ann", 4L), 2000),
                        new Step.Watermark<>(100_000)),
                42);
        assertThat(steps.get(3).values()).containsExactlyInAnyOrder(Tuple2.of("ann", 7L), Tuple2.of("bob", 1L));
    }
}
