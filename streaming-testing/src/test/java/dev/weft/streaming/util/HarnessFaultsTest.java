package dev.weft.streaming.util;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.api.common.functions.MapFunction;
import dev.weft.api.common.functions.OpenContext;
import dev.weft.api.common.functions.RichMapFunction;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.runtime.checkpoint.OperatorSubtaskState;
import dev.weft.runtime.state.FunctionInitializationContext;
import dev.weft.runtime.state.FunctionSnapshotContext;
import dev.weft.streaming.api.checkpoint.CheckpointedFunction;
import dev.weft.streaming.api.functions.KeyedProcessFunction;
import dev.weft.streaming.api.operators.KeyedProcessOperator;
import dev.weft.streaming.api.operators.StreamMap;
import dev.weft.streaming.api.watermark.Watermark;
import dev.weft.util.Collector;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A test sees what the user's code threw, and is told in one line what it did wrong itself. */
@SuppressWarnings("try") // closing may be interrupted
final class HarnessFaultsTest {

    private static final IOException THROWN = new IOException("no more coffee");

    /** Throws in one of its methods. */
    private static final class Failing extends RichMapFunction<Long, Long> implements CheckpointedFunction {
        private static final long serialVersionUID = 1L;
        private final String where;

        Failing(String where) {
            this.where = where;
        }

        private void pass(String here) throws IOException {
            if (here.equals(where)) {
                throw THROWN;
            }
        }

        @Override
        public void initializeState(FunctionInitializationContext context) throws Exception {
            pass("initializeState");
        }

        @Override
        public void open(OpenContext context) throws Exception {
            pass("open");
        }

        @Override
        public Long map(Long value) throws Exception {
            pass("map");
            return value;
        }

        @Override
        public void snapshotState(FunctionSnapshotContext context) throws Exception {
            pass("snapshotState");
        }

        @Override
        public void close() throws Exception {
            pass("close");
        }
    }

    @ParameterizedTest
    @MethodSource("places")
    void whatTheUsersFunctionThrowsIsThrownAsItIs(String where) {
        assertThatThrownBy(() -> {
                    try (var harness = new OneInputStreamOperatorTestHarness<>(new StreamMap<>(new Failing(where)))) {
                        harness.open();
                        harness.processElement(1L, 0);
                        harness.snapshot(1, 0);
                    }
                })
                .isSameAs(THROWN);
    }

    static Stream<String> places() {
        return Stream.of("initializeState", "open", "map", "snapshotState", "close");
    }

    @Test
    void anErrorStaysAnError() throws Exception {
        MapFunction<Long, Long> failing = value -> {
            throw new StackOverflowError("too deep");
        };
        try (var harness = new OneInputStreamOperatorTestHarness<>(new StreamMap<>(failing))) {
            harness.open();
            assertThatThrownBy(() -> harness.processElement(1L, 0))
                    .isInstanceOf(StackOverflowError.class)
                    .hasMessage("too deep");
        }
    }

    /** Fails in its timers. */
    private static final class FailingLater extends KeyedProcessFunction<Long, Long, Long> {
        private static final long serialVersionUID = 1L;

        @Override
        public void processElement(Long number, Context context, Collector<Long> out) {
            context.timerService().registerEventTimeTimer(number);
            context.timerService().registerProcessingTimeTimer(number);
        }

        @Override
        public void onTimer(long timestamp, OnTimerContext context, Collector<Long> out) throws Exception {
            throw THROWN;
        }
    }

    private static KeyedOneInputStreamOperatorTestHarness<Long, Long, Long> failingLater() throws Exception {
        return new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new FailingLater()), number -> number, Types.LONG);
    }

    @Test
    void whatATimerThrowsIsThrownWhereTimeMoves() throws Exception {
        try (var harness = failingLater()) {
            harness.open();
            harness.processElement(5L, 0);
            assertThatThrownBy(() -> harness.processWatermark(5)).isSameAs(THROWN);
            assertThatThrownBy(() -> harness.setProcessingTime(5)).isSameAs(THROWN);
        }
    }

    @Test
    void aClosedHarnessIsNotUsedAgain() throws Exception {
        var harness = failingLater();
        harness.open();
        harness.close();
        harness.close();
        assertThat(harness.isOpen()).isFalse();
        List<ThrowingCallable> uses = List.of(
                () -> harness.processElement(1L, 0),
                () -> harness.processWatermark(new Watermark(1)),
                () -> harness.setProcessingTime(1),
                () -> harness.snapshot(1, 1),
                () -> harness.notifyOfCompletedCheckpoint(1),
                () -> harness.numKeyedStateEntries(),
                () -> harness.numEventTimeTimers(),
                () -> harness.initializeState(new OperatorSubtaskState(List.of())),
                harness::endInput,
                harness::open);
        for (ThrowingCallable use : uses) {
            assertThatThrownBy(use)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("the harness of 'KeyedProcess' is closed: make another one for another run");
        }
    }

    @Test
    void aKeyedFunctionNeedsAKeyedHarness() {
        assertThatThrownBy(
                        () -> new OneInputStreamOperatorTestHarness<>(new KeyedProcessOperator<>(new FailingLater())))
                .hasMessage("a KeyedProcess works on keyed streams: test it in a Keyed...TestHarness");
    }

    @Test
    void anOperatorThatStandsForAFunctionIsNotForPrograms() {
        assertThatThrownBy(() -> new StreamMap<Long, Long>(n -> n).processElement(null))
                .hasMessage(
                        "StreamMap runs in a harness only: apply its function to a stream instead of transform(...)");
    }
}
