package dev.weft.streaming.testing;

import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.configuration.Configuration;
import dev.weft.streaming.api.datastream.DataStream;
import dev.weft.streaming.api.datastream.SingleOutputStreamOperator;
import dev.weft.streaming.util.OneInputStreamOperatorTestHarness;
import dev.weft.util.OutputTag;
import java.util.List;
import java.util.function.Function;

/**
 * Restart test for an operator with one input. The same steps are run first without interruption, then with the
 * operator saved and restored after every step, after every other one, at random, and with another parallelism; records
 * are then passed in batches. Every step must emit the same records each time, in any order:
 *
 * <pre>{@code
 * new OperatorRestartTester<>(Types.LONG, stream -> stream.keyBy(n -> n % 7).process(new MyFunction()), new Configuration())
 *         .verify(List.of(new Step.Element<>(3L, 100), new Step.Watermark<>(100)), 1);
 * }</pre>
 *
 * <p>Elements come to the instance that has their key; where there are no keys, to one instance after the other. After a
 * restore the clock and the watermark are brought to where they were, as the sources of a job would do. A timer that was set
 * for the past fires by that, and does so too in the run that it is compared with.
 */
public final class OperatorRestartTester<IN, OUT> {

    private final RestartTester<Step<IN>, OneInputStreamOperatorTestHarness<IN, OUT>, OUT> tester;

    /**
     * @param operator applies one operator to the stream
     * @param configuration the job's settings, such as {@code state.backend.type}
     * @param sides the side outputs that are compared too
     */
    public OperatorRestartTester(
            TypeInformation<IN> inputType,
            Function<DataStream<IN>, SingleOutputStreamOperator<OUT>> operator,
            Configuration configuration,
            OutputTag<?>... sides) {
        tester = new RestartTester<>(new Subject<>(inputType, operator), configuration, List.of(sides));
    }

    /**
     * Verifies that the operator emits the same in every step with all restart schedules.
     *
     * @param seed of the random restart schedules
     * @return what the run without restarts emitted in each step
     * @throws AssertionError if some run differs; names the run and the first step that does
     */
    public List<Emitted<OUT>> verify(List<Step<IN>> steps, long seed) throws Exception {
        return tester.verify(steps, RestartSchedule.all(seed));
    }

    /** As {@link #verify}, with two restart schedules only, for operators that are slow to restore. */
    public List<Emitted<OUT>> verifyFewSchedules(List<Step<IN>> steps, long seed) throws Exception {
        return tester.verify(steps, RestartSchedule.some(seed));
    }

    private record Subject<IN, OUT>(
            TypeInformation<IN> inputType, Function<DataStream<IN>, SingleOutputStreamOperator<OUT>> operator)
            implements RestartTester.Subject<Step<IN>, OneInputStreamOperatorTestHarness<IN, OUT>> {

        @Override
        public OneInputStreamOperatorTestHarness<IN, OUT> instance(int parallelism, int subtask) {
            return new OneInputStreamOperatorTestHarness<>(
                    inputType, operator, RestartTester.MAX_PARALLELISM, parallelism, subtask);
        }

        @Override
        public void take(OneInputStreamOperatorTestHarness<IN, OUT> instance, Step<IN> step, int number)
                throws Exception {
            if (step instanceof Step.Element<IN> element) {
                if (instance.receives(0, element.value(), number)) {
                    instance.processElement(element.value(), element.timestamp());
                }
            } else if (step instanceof Step.Watermark<IN> mark) {
                instance.processWatermark(mark.timestamp());
            }
        }

        @Override
        public boolean isElement(Step<IN> step) {
            return step instanceof Step.Element;
        }

        @Override
        public long clockAfter(Step<IN> step, long beforeMs) {
            return step instanceof Step.Clock<IN> clock ? clock.timeMs() : beforeMs;
        }

        @Override
        public void catchUp(OneInputStreamOperatorTestHarness<IN, OUT> instance, List<Step<IN>> past) throws Exception {
            for (int i = past.size() - 1; i >= 0; i--) {
                if (past.get(i) instanceof Step.Watermark<IN> mark) {
                    instance.processWatermark(mark.timestamp());
                    return;
                }
            }
        }
    }
}
