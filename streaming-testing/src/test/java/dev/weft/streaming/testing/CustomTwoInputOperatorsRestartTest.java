package dev.weft.streaming.testing;

import dev.weft.api.common.state.ListState;
import dev.weft.api.common.state.ListStateDescriptor;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.api.java.tuple.Tuple2;
import dev.weft.runtime.state.StateInitializationContext;
import dev.weft.runtime.state.StateSnapshotContext;
import dev.weft.runtime.state.VoidNamespace;
import dev.weft.runtime.state.VoidNamespaceSerializer;
import dev.weft.streaming.api.operators.AbstractStreamOperator;
import dev.weft.streaming.api.operators.InternalTimer;
import dev.weft.streaming.api.operators.InternalTimerService;
import dev.weft.streaming.api.operators.Triggerable;
import dev.weft.streaming.api.operators.TwoInputStreamOperator;
import dev.weft.streaming.api.watermark.Watermark;
import dev.weft.streaming.runtime.streamrecord.StreamRecord;
import dev.weft.util.OutputTag;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** As {@link CustomOperatorsRestartTest}, for operators with two inputs. */
final class CustomTwoInputOperatorsRestartTest {

    private static final OutputTag<String> ASIDE = new OutputTag<>("aside", Types.STRING);

    static Stream<Arguments> everyWay() {
        return Stream.of(Backend.values())
                .flatMap(backend -> Stream.of(1L, 2L).map(seed -> Arguments.of(backend, seed)));
    }

    /** When the timer of an element is due: never by a watermark that has come already. */
    private static long due(long watermark, long timestamp) {
        return Math.max(watermark + 1, timestamp + 30);
    }

    /**
     * Keeps the elements of the first input; an element of the second is told with them and with the number of their timers.
     * A timer of event time takes the oldest of a key away. Keeps elements of the second until event time has come to them.
     */
    private static final class Matching extends AbstractStreamOperator<String>
            implements TwoInputStreamOperator<Long, Long, String>, Triggerable<Long, VoidNamespace> {
        private static final long serialVersionUID = 1L;

        private transient ListState<Tuple2<Long, Long>> saved;
        private transient List<Tuple2<Long, Long>> waiting;
        private transient ListState<Long> firsts;
        private transient InternalTimerService<VoidNamespace> timers;

        @Override
        public void initializeState(StateInitializationContext context) throws Exception {
            super.initializeState(context);
            saved = context.getOperatorStateStore()
                    .getListState(new ListStateDescriptor<>("waiting", Types.TUPLE(Types.LONG, Types.LONG)));
            waiting = new ArrayList<>();
            saved.get().forEach(waiting::add);
            firsts = context.getKeyedStateStore().getListState(new ListStateDescriptor<>("firsts", Types.LONG));
        }

        @Override
        public void open() throws Exception {
            super.open();
            timers = getInternalTimerService("firsts", VoidNamespaceSerializer.INSTANCE, this);
        }

        private List<Long> listed() throws Exception {
            List<Long> all = new ArrayList<>();
            firsts.get().forEach(all::add);
            return all;
        }

        @Override
        public void processElement1(StreamRecord<Long> element) throws Exception {
            firsts.add(element.getValue());
            timers.registerEventTimeTimer(
                    VoidNamespace.INSTANCE, due(timers.currentWatermark(), element.getTimestamp()));
            timers.registerProcessingTimeTimer(VoidNamespace.INSTANCE, timers.currentProcessingTime() + 50);
        }

        @Override
        public void processElement2(StreamRecord<Long> element) throws Exception {
            if (element.getTimestamp() > timers.currentWatermark()) {
                waiting.add(Tuple2.of(element.getValue(), element.getTimestamp()));
            }
            Object key = getCurrentKey();
            List<Long> pending = new ArrayList<>();
            timers.forEachEventTimeTimer((namespace, time) -> {
                if (getCurrentKey().equals(key)) {
                    pending.add(time);
                }
            });
            setCurrentKey(key);
            output.collect(element.replace(element.getValue() + " meets " + listed() + ", " + pending.size()));
        }

        @Override
        public void processWatermark(Watermark mark) throws Exception {
            for (Iterator<Tuple2<Long, Long>> each = waiting.iterator(); each.hasNext(); ) {
                Tuple2<Long, Long> next = each.next();
                if (next.f1 <= mark.getTimestamp()) {
                    output.collect(ASIDE, new StreamRecord<>("waited " + next.f0, next.f1));
                    each.remove();
                }
            }
            super.processWatermark(mark);
        }

        @Override
        public void onEventTime(InternalTimer<Long, VoidNamespace> timer) throws Exception {
            List<Long> all = listed();
            output.collect(new StreamRecord<>(timer.getKey() + " by " + timer.getTimestamp() + ": " + all));
            firsts.update(all.subList(Math.min(1, all.size()), all.size()));
        }

        @Override
        public void onProcessingTime(InternalTimer<Long, VoidNamespace> timer) throws Exception {
            output.collect(new StreamRecord<>(timer.getKey() + " at " + timer.getTimestamp() + ": " + listed()));
        }

        @Override
        public void snapshotState(StateSnapshotContext context) throws Exception {
            super.snapshotState(context);
            saved.update(waiting);
        }
    }

    /** What {@link Matching} should do. */
    private static final class MatchingModel {
        private final Map<Long, List<Long>> firsts = new HashMap<>();
        private final Map<Long, TreeSet<Long>> eventTimers = new HashMap<>();
        private final Map<Long, TreeSet<Long>> clockTimers = new HashMap<>();
        private final Map<Long, Long> waiting = new TreeMap<>();
        private final Steps.LowerWatermark watermark = new Steps.LowerWatermark();
        private long nowMs;

        private List<Long> of(long key) {
            return firsts.computeIfAbsent(key, k -> new ArrayList<>());
        }

        private static TreeSet<Long> of(Map<Long, TreeSet<Long>> timers, long key) {
            return timers.computeIfAbsent(key, k -> new TreeSet<>());
        }

        List<String> on(TwoInputStep<Long, Long> step) {
            List<String> lines = new ArrayList<>();
            if (step instanceof TwoInputStep.First<Long, Long> element) {
                long key = Steps.key(element.value());
                of(key).add(element.value());
                of(eventTimers, key).add(due(watermark.now(), element.timestamp()));
                of(clockTimers, key).add(nowMs + 50);
            } else if (step instanceof TwoInputStep.Second<Long, Long> element) {
                long key = Steps.key(element.value());
                if (element.timestamp() > watermark.now()) {
                    waiting.put(element.value(), element.timestamp());
                }
                lines.add(element.value() + " meets " + of(key) + ", "
                        + of(eventTimers, key).size());
            } else if (step instanceof TwoInputStep.Clock<Long, Long> clock) {
                nowMs = clock.timeMs();
                clockTimers.forEach((key, times) -> {
                    while (!times.isEmpty() && times.first() <= nowMs) {
                        lines.add(key + " at " + times.pollFirst() + ": " + of(key));
                    }
                });
            } else {
                advance(watermark.after(step), lines);
            }
            return lines;
        }

        private void advance(long now, List<String> lines) {
            waiting.entrySet().removeIf(each -> {
                boolean over = each.getValue() <= now;
                if (over) {
                    lines.add("aside waited " + each.getKey());
                }
                return over;
            });
            eventTimers.forEach((key, times) -> {
                while (!times.isEmpty() && times.first() <= now) {
                    lines.add(key + " by " + times.pollFirst() + ": " + of(key));
                    of(key).stream().findFirst().ifPresent(of(key)::remove);
                }
            });
        }
    }

    @ParameterizedTest(name = "seed {1}, on {0}")
    @MethodSource("everyWay")
    void stateAndTimersOfAnOperatorWithTwoInputsSurvive(Backend backend, long seed) throws Exception {
        List<TwoInputStep<Long, Long>> steps = Steps.ofTwoInputs(seed, backend.steps());
        TwoInputRestartTester<Long, Long, String> tester = new TwoInputRestartTester<>(
                Types.LONG,
                Types.LONG,
                (first, second) -> first.connect(second)
                        .keyBy(Steps::key, Steps::key)
                        .transform("matching", Types.STRING, new Matching()),
                backend.configuration(),
                ASIDE);
        Comparison.check(steps, backend.run(tester, steps, seed), ASIDE, new MatchingModel()::on);
    }
}
