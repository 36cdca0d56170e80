package dev.weft.streaming.testing;

import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.java.functions.KeySelector;
import dev.weft.configuration.Configuration;
import dev.weft.runtime.checkpoint.OperatorSubtaskState;
import dev.weft.streaming.api.datastream.KeyedStream;
import dev.weft.streaming.api.datastream.SingleOutputStreamOperator;
import dev.weft.streaming.runtime.streamrecord.StreamRecord;
import dev.weft.streaming.util.AbstractStreamOperatorTestHarness;
import dev.weft.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Tries to break an operator on a keyed stream. The same steps are run undisturbed and then with the operator saved and
 * restored after every step, after every other, at random, and as another number of instances; each time every step must lead
 * to the same records, in any order.
 *
 * <p>After a restore the clock and the watermark are brought to where they were, as the sources of a job would do; nothing may
 * come out by that.
 */
public final class OperatorTrial<K, IN, OUT> {

    private static final int MAX_PARALLELISM = 16;

    private final TypeInformation<IN> inputType;
    private final KeySelector<IN, K> keySelector;
    private final TypeInformation<K> keyType;
    private final Function<KeyedStream<IN, K>, SingleOutputStreamOperator<OUT>> operator;
    private final Configuration configuration;

    /**
     * @param operator applies one operator to the stream
     * @param configuration the job's settings, such as {@code state.backend.type}
     */
    public OperatorTrial(
            TypeInformation<IN> inputType,
            KeySelector<IN, K> keySelector,
            TypeInformation<K> keyType,
            Function<KeyedStream<IN, K>, SingleOutputStreamOperator<OUT>> operator,
            Configuration configuration) {
        this.inputType = inputType;
        this.keySelector = keySelector;
        this.keyType = keyType;
        this.operator = operator;
        this.configuration = configuration;
    }

    /**
     * Runs the steps in all ways.
     *
     * @param seed of the random ways
     * @return what each step of the undisturbed run led to, in order
     * @throws AssertionError if some run differs; names the run and the first step that does
     */
    public List<List<StreamRecord<OUT>>> withstands(List<Step<IN>> steps, long seed) throws Exception {
        List<List<StreamRecord<OUT>>> undisturbed = run(steps, Disturbance.NONE);
        for (Disturbance disturbance : Disturbance.all(seed)) {
            List<List<StreamRecord<OUT>>> disturbed = run(steps, disturbance);
            for (int i = 0; i < steps.size(); i++) {
                if (!sorted(disturbed.get(i)).equals(sorted(undisturbed.get(i)))) {
                    throw new AssertionError("when " + disturbance.name() + ", step " + i + " " + steps.get(i)
                            + " leads to " + disturbed.get(i) + " instead of " + undisturbed.get(i));
                }
            }
        }
        return undisturbed;
    }

    private static <OUT> List<String> sorted(List<StreamRecord<OUT>> records) {
        return records.stream().map(StreamRecord::toString).sorted().toList();
    }

    private List<List<StreamRecord<OUT>>> run(List<Step<IN>> steps, Disturbance disturbance) throws Exception {
        Instances instances = new Instances();
        try {
            instances.start(1, new OperatorSubtaskState(List.of()));
            List<List<StreamRecord<OUT>>> results = new ArrayList<>();
            for (int i = 0; i < steps.size(); i++) {
                instances.take(steps.get(i));
                results.add(instances.emitted());
                int next = disturbance.plan().instancesAfter(i);
                if (next > 0) {
                    instances.restart(next, i);
                }
            }
            return results;
        } finally {
            instances.stop();
        }
    }

    /** The parallel instances of the operator, and where their time is. */
    private final class Instances {
        private List<KeyedOneInputStreamOperatorTestHarness<K, IN, OUT>> running = List.of();
        private long watermark = Long.MIN_VALUE;
        private long clockMs;

        void start(int parallelism, OperatorSubtaskState state) throws Exception {
            running = new ArrayList<>();
            for (int subtask = 0; subtask < parallelism; subtask++) {
                KeyedOneInputStreamOperatorTestHarness<K, IN, OUT> instance =
                        new KeyedOneInputStreamOperatorTestHarness<>(
                                inputType, keySelector, keyType, operator, MAX_PARALLELISM, parallelism, subtask);
                running.add(instance);
                instance.getConfiguration().addAll(configuration);
                instance.setProcessingTime(clockMs);
                instance.initializeState(state);
                instance.open();
            }
        }

        void take(Step<IN> step) throws Exception {
            if (step instanceof Step.Element<IN> element) {
                for (KeyedOneInputStreamOperatorTestHarness<K, IN, OUT> instance : running) {
                    if (instance.owns(element.value())) {
                        instance.processElement(element.value(), element.timestamp());
                    }
                }
            } else if (step instanceof Step.Watermark<IN> mark) {
                watermark = mark.timestamp();
                for (KeyedOneInputStreamOperatorTestHarness<K, IN, OUT> instance : running) {
                    instance.processWatermark(watermark);
                }
            } else if (step instanceof Step.Clock<IN> clock) {
                clockMs = clock.timeMs();
                for (KeyedOneInputStreamOperatorTestHarness<K, IN, OUT> instance : running) {
                    instance.setProcessingTime(clockMs);
                }
            }
        }

        /** Takes out the records that have come since the last time. */
        @SuppressWarnings("unchecked") // the operator emits records of its output type
        List<StreamRecord<OUT>> emitted() {
            List<StreamRecord<OUT>> emitted = new ArrayList<>();
            for (KeyedOneInputStreamOperatorTestHarness<K, IN, OUT> instance : running) {
                for (Object element : instance.getOutput()) {
                    if (element instanceof StreamRecord<?> record) {
                        emitted.add((StreamRecord<OUT>) record);
                    }
                }
                instance.getOutput().clear();
            }
            return emitted;
        }

        /** Saves all instances, and goes on with others that begin with what was saved. */
        void restart(int parallelism, int checkpointId) throws Exception {
            List<OperatorSubtaskState> saved = new ArrayList<>();
            for (KeyedOneInputStreamOperatorTestHarness<K, IN, OUT> instance : running) {
                saved.add(instance.snapshot(checkpointId, clockMs));
            }
            stop();
            start(
                    parallelism,
                    AbstractStreamOperatorTestHarness.repackageState(saved.toArray(new OperatorSubtaskState[0])));
            if (watermark > Long.MIN_VALUE) {
                for (KeyedOneInputStreamOperatorTestHarness<K, IN, OUT> instance : running) {
                    instance.processWatermark(watermark);
                }
            }
            List<StreamRecord<OUT>> unexpected = emitted();
            if (!unexpected.isEmpty()) {
                throw new AssertionError(
                        "restoring after step " + checkpointId + " emits " + unexpected + " without any input");
            }
        }

        void stop() throws Exception {
            for (KeyedOneInputStreamOperatorTestHarness<K, IN, OUT> instance : running) {
                instance.close();
            }
            running = List.of();
        }
    }
}
