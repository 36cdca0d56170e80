package dev.weft.streaming.testing;

import dev.weft.configuration.Configuration;
import dev.weft.runtime.checkpoint.OperatorSubtaskState;
import dev.weft.streaming.runtime.streamrecord.StreamRecord;
import dev.weft.streaming.util.AbstractStreamOperatorTestHarness;
import dev.weft.util.OutputTag;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs the same steps with and without restarts of an operator, and compares the output. After a restore the clock and the watermarks are
 * brought to where they were, as the sources of a job would do. This fires timers that were registered for the past;
 * therefore the run to compare with repeats the same watermarks at the same places. Records are passed to the restarted
 * operator in batches.
 *
 * @param <S> the steps
 */
final class RestartTester<S, H extends AbstractStreamOperatorTestHarness<OUT>, OUT> {

    static final int MAX_PARALLELISM = 16;

    /** The operator under test; without state between calls. */
    interface Subject<S, H> {
        /** Creates one of its parallel instances, not open yet. */
        H instance(int parallelism, int subtask);

        /** Passes a step to an instance; the tester moves the clock. */
        void take(H instance, S step, int number) throws Exception;

        boolean isElement(S step);

        /** The processing time after a step; unchanged if the step does not set it. */
        long clockAfter(S step, long beforeMs);

        /** Brings the event time of a new instance to where it is after some steps. */
        void catchUp(H instance, List<S> past) throws Exception;
    }

    private final Subject<S, H> subject;
    private final Configuration configuration;
    private final OutputTag<?>[] sides;

    /** @param sides side outputs that are compared too */
    RestartTester(Subject<S, H> subject, Configuration configuration, List<OutputTag<?>> sides) {
        this.subject = subject;
        this.configuration = configuration;
        this.sides = sides.toArray(new OutputTag<?>[0]);
    }

    List<Emitted<OUT>> verify(List<S> steps, List<RestartSchedule> schedules) throws Exception {
        for (RestartSchedule schedule : schedules) {
            List<Emitted<OUT>> expected = run(steps, schedule, false);
            List<Emitted<OUT>> found = run(steps, schedule, true);
            List<String> wanted = new ArrayList<>();
            List<String> had = new ArrayList<>();
            for (int i = 0; i < steps.size(); i++) {
                wanted.addAll(expected.get(i).sorted());
                had.addAll(found.get(i).sorted());
                if (endsBatch(steps, i, schedule)) {
                    wanted.sort(null);
                    had.sort(null);
                    if (!had.equals(wanted)) {
                        throw new AssertionError("when " + schedule.name() + ", step " + i + " " + steps.get(i)
                                + " leads to " + had + " instead of " + wanted);
                    }
                    wanted.clear();
                    had.clear();
                }
            }
        }
        return run(steps, RestartSchedule.NONE, false);
    }

    /** Whether a batch of records must end with this step. */
    private boolean endsBatch(List<S> steps, int i, RestartSchedule schedule) {
        return i == steps.size() - 1
                || !subject.isElement(steps.get(i))
                || !subject.isElement(steps.get(i + 1))
                || schedule.plan().instancesAfter(i) > 0;
    }

    /**
     * @param restarts whether the operator is restored and records are passed in batches; otherwise watermarks are
     * repeated
     */
    private List<Emitted<OUT>> run(List<S> steps, RestartSchedule schedule, boolean restarts) throws Exception {
        Instances instances = new Instances(restarts);
        try {
            instances.start(1, new OperatorSubtaskState(List.of()));
            List<Emitted<OUT>> results = new ArrayList<>();
            for (int i = 0; i < steps.size(); i++) {
                instances.take(steps.get(i), i);
                if (endsBatch(steps, i, schedule)) {
                    instances.deliver();
                }
                int next = schedule.plan().instancesAfter(i);
                if (next > 0) {
                    if (restarts) {
                        instances.restart(next, i);
                    }
                    instances.catchUp(steps.subList(0, i + 1));
                }
                results.add(instances.emitted());
            }
            return results;
        } finally {
            instances.stop();
        }
    }

    /** The parallel instances of the operator, and their processing time. */
    private final class Instances {
        private final boolean batched;
        private List<H> running = List.of();
        private long clockMs;
        private List<StreamRecord<OUT>> records = new ArrayList<>();
        private Map<String, List<StreamRecord<?>>> aside = new HashMap<>();

        Instances(boolean batched) {
            this.batched = batched;
        }

        void start(int parallelism, OperatorSubtaskState state) throws Exception {
            running = new ArrayList<>();
            for (int subtask = 0; subtask < parallelism; subtask++) {
                H instance = subject.instance(parallelism, subtask);
                running.add(instance);
                instance.getConfiguration().addAll(configuration);
                instance.setBatched(batched);
                instance.setProcessingTime(clockMs);
                instance.initializeState(state);
                instance.open();
            }
        }

        void take(S step, int number) throws Exception {
            clockMs = subject.clockAfter(step, clockMs);
            for (H instance : running) {
                if (instance.getProcessingTime() != clockMs) {
                    instance.setProcessingTime(clockMs);
                }
                subject.take(instance, step, number);
            }
        }

        void deliver() throws Exception {
            for (H instance : running) {
                instance.deliver();
            }
        }

        void catchUp(List<S> past) throws Exception {
            for (H instance : running) {
                subject.catchUp(instance, past);
            }
            collect();
        }

        /** Takes the records that were emitted since the last call. */
        Emitted<OUT> emitted() {
            collect();
            Emitted<OUT> emitted = new Emitted<>(records, aside);
            records = new ArrayList<>();
            aside = new HashMap<>();
            return emitted;
        }

        @SuppressWarnings("unchecked") // the operator emits records of its output type
        private void collect() {
            for (OutputTag<?> tag : sides) {
                aside.putIfAbsent(tag.getId(), new ArrayList<>());
            }
            for (H instance : running) {
                for (Object element : instance.getOutput()) {
                    if (element instanceof StreamRecord<?> record) {
                        records.add((StreamRecord<OUT>) record);
                    }
                }
                instance.getOutput().clear();
                for (OutputTag<?> tag : sides) {
                    aside.get(tag.getId()).addAll(instance.getSideOutput(tag));
                    instance.getSideOutput(tag).clear();
                }
            }
        }

        /** Saves all instances, and replaces them by others that are restored from it. */
        void restart(int parallelism, int checkpointId) throws Exception {
            collect();
            List<OperatorSubtaskState> saved = new ArrayList<>();
            for (H instance : running) {
                saved.add(instance.snapshot(checkpointId, clockMs));
            }
            stop();
            start(
                    parallelism,
                    AbstractStreamOperatorTestHarness.repackageState(saved.toArray(new OperatorSubtaskState[0])));
        }

        void stop() throws Exception {
            for (H instance : running) {
                instance.close();
            }
            running = List.of();
        }
    }
}
