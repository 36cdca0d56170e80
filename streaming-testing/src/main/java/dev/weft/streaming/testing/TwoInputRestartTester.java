package dev.weft.streaming.testing;

import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.configuration.Configuration;
import dev.weft.streaming.api.datastream.DataStream;
import dev.weft.streaming.api.datastream.SingleOutputStreamOperator;
import dev.weft.streaming.api.watermark.Watermark;
import dev.weft.streaming.util.TwoInputStreamOperatorTestHarness;
import dev.weft.util.OutputTag;
import java.util.List;
import java.util.function.BiFunction;

/**
 * Restart test for an operator with two inputs, keyed, broadcast or neither; see {@link OperatorRestartTester}. Elements of a
 * broadcast stream go to every instance.
 */
public final class TwoInputRestartTester<IN1, IN2, OUT> {

    private final RestartTester<TwoInputStep<IN1, IN2>, TwoInputStreamOperatorTestHarness<IN1, IN2, OUT>, OUT> tester;

    /**
     * @param operator applies one operator to the streams: {@code (a, b) -> a.connect(b).process(...)}
     * @param configuration the job's settings, such as {@code state.backend.type}
     * @param sides the side outputs that are compared too
     */
    public TwoInputRestartTester(
            TypeInformation<IN1> firstType,
            TypeInformation<IN2> secondType,
            BiFunction<DataStream<IN1>, DataStream<IN2>, SingleOutputStreamOperator<OUT>> operator,
            Configuration configuration,
            OutputTag<?>... sides) {
        tester = new RestartTester<>(new Subject<>(firstType, secondType, operator), configuration, List.of(sides));
    }

    /**
     * Verifies that the operator emits the same in every step with all restart schedules.
     *
     * @param seed of the random restart schedules
     * @return what the run without restarts emitted in each step
     * @throws AssertionError if some run differs; names the run and the first step that does
     */
    public List<Emitted<OUT>> verify(List<TwoInputStep<IN1, IN2>> steps, long seed) throws Exception {
        return tester.verify(steps, RestartSchedule.all(seed));
    }

    /** As {@link #verify}, with two restart schedules only, for operators that are slow to restore. */
    public List<Emitted<OUT>> verifyFewSchedules(List<TwoInputStep<IN1, IN2>> steps, long seed) throws Exception {
        return tester.verify(steps, RestartSchedule.some(seed));
    }

    private record Subject<IN1, IN2, OUT>(
            TypeInformation<IN1> firstType,
            TypeInformation<IN2> secondType,
            BiFunction<DataStream<IN1>, DataStream<IN2>, SingleOutputStreamOperator<OUT>> operator)
            implements RestartTester.Subject<TwoInputStep<IN1, IN2>, TwoInputStreamOperatorTestHarness<IN1, IN2, OUT>> {

        @Override
        public TwoInputStreamOperatorTestHarness<IN1, IN2, OUT> instance(int parallelism, int subtask) {
            return new TwoInputStreamOperatorTestHarness<>(
                    firstType, secondType, operator, RestartTester.MAX_PARALLELISM, parallelism, subtask);
        }

        @Override
        public void take(
                TwoInputStreamOperatorTestHarness<IN1, IN2, OUT> instance, TwoInputStep<IN1, IN2> step, int number)
                throws Exception {
            if (step instanceof TwoInputStep.First<IN1, IN2> first) {
                if (instance.receives(0, first.value(), number)) {
                    instance.processElement1(first.value(), first.timestamp());
                }
            } else if (step instanceof TwoInputStep.Second<IN1, IN2> second) {
                if (instance.receives(1, second.value(), number)) {
                    instance.processElement2(second.value(), second.timestamp());
                }
            } else if (step instanceof TwoInputStep.FirstWatermark<IN1, IN2> mark) {
                instance.processWatermark1(new Watermark(mark.timestamp()));
            } else if (step instanceof TwoInputStep.SecondWatermark<IN1, IN2> mark) {
                instance.processWatermark2(new Watermark(mark.timestamp()));
            }
        }

        @Override
        public boolean isElement(TwoInputStep<IN1, IN2> step) {
            return step instanceof TwoInputStep.First || step instanceof TwoInputStep.Second;
        }

        @Override
        public long clockAfter(TwoInputStep<IN1, IN2> step, long beforeMs) {
            return step instanceof TwoInputStep.Clock<IN1, IN2> clock ? clock.timeMs() : beforeMs;
        }

        @Override
        public void catchUp(
                TwoInputStreamOperatorTestHarness<IN1, IN2, OUT> instance, List<TwoInputStep<IN1, IN2>> past)
                throws Exception {
            long first = Long.MIN_VALUE;
            long second = Long.MIN_VALUE;
            for (TwoInputStep<IN1, IN2> step : past) {
                if (step instanceof TwoInputStep.FirstWatermark<IN1, IN2> mark) {
                    first = mark.timestamp();
                } else if (step instanceof TwoInputStep.SecondWatermark<IN1, IN2> mark) {
                    second = mark.timestamp();
                }
            }
            if (first > Long.MIN_VALUE) {
                instance.processWatermark1(new Watermark(first));
            }
            if (second > Long.MIN_VALUE) {
                instance.processWatermark2(new Watermark(second));
            }
        }
    }
}
