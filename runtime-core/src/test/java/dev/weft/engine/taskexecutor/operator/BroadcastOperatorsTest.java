package dev.weft.engine.taskexecutor.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.api.common.ExecutionConfig;
import dev.weft.api.common.state.MapStateDescriptor;
import dev.weft.api.common.state.ValueState;
import dev.weft.api.common.state.ValueStateDescriptor;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.api.java.functions.KeySelector;
import dev.weft.configuration.Configuration;
import dev.weft.engine.exchange.Batch;
import dev.weft.engine.state.MemorySnapshotStore;
import dev.weft.engine.state.OperatorPieces;
import dev.weft.engine.state.OperatorSnapshot;
import dev.weft.engine.testing.FakeTask;
import dev.weft.program.Operation;
import dev.weft.streaming.api.TimeDomain;
import dev.weft.streaming.api.functions.co.BroadcastProcessFunction;
import dev.weft.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import dev.weft.util.Collector;
import dev.weft.util.OutputTag;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BroadcastOperatorsTest {

    private static final MapStateDescriptor<String, String> RULES =
            new MapStateDescriptor<>("rules", Types.STRING, Types.STRING);
    private static final MapStateDescriptor<String, String> OTHER =
            new MapStateDescriptor<>("other", Types.STRING, Types.STRING);
    private static final ValueStateDescriptor<String> LAST = new ValueStateDescriptor<>("last", Types.STRING);
    private static final OutputTag<String> SIDE = new OutputTag<>("side", Types.STRING);

    private final RecordingReceiver main = new RecordingReceiver();
    private final RecordingReceiver side = new RecordingReceiver();
    private FakeTask task = new FakeTask(false);
    private Operators.Built built;

    private Operator open(Operation operation) {
        KeySelector<Object, Object> firstLetter = v -> ((String) v).substring(0, 1);
        List<Keying> keyings = operation.isKeyed() ? List.of(Keying.of(firstLetter, Types.STRING)) : List.of();
        Operators.Position position =
                new Operators.Position(FakeTask.OPERATOR, 0, "op", keyings, List.of(Types.STRING, Types.STRING));
        built = new Operators(task).build(operation, position, new Emitter(main, Map.of("side", side)));
        built.open();
        return built.operator();
    }

    /** Rules come as "name=text"; elements are looked up by their first letter. */
    private static class Matching extends BroadcastProcessFunction<String, String, String> {
        private static final long serialVersionUID = 1L;

        @Override
        public void processElement(String value, ReadOnlyContext context, Collector<String> out) throws Exception {
            String rule = context.getBroadcastState(RULES).get(value.substring(0, 1));
            out.collect(value + ":" + rule + ":" + context.timestamp());
            context.output(SIDE, value + " at " + context.currentWatermark());
        }

        @Override
        public void processBroadcastElement(String value, Context context, Collector<String> out) throws Exception {
            String[] rule = value.split("=");
            context.getBroadcastState(RULES).put(rule[0], rule[1]);
            out.collect("rule " + rule[0]);
        }
    }

    @Test
    void elementsSeeWhatTheBroadcastStreamHasSaid() {
        Operator operator = open(new Operation.BroadcastProcess(new Matching(), List.of(RULES)));
        operator.input(0).record("a1", Batch.NO_TIMESTAMP);
        operator.input(1).record("a=x", Batch.NO_TIMESTAMP);
        operator.input(0).watermark(3);
        operator.input(1).watermark(7);
        operator.input(0).record("a2", 5);
        assertThat(main.seen).containsExactly("a1:null:null", "rule a", "w3", "a2:x:5@5");
        assertThat(side.seen).containsExactly("a1 at " + Long.MIN_VALUE, "w3", "a2 at 3@5");
    }

    @Test
    void elementsCannotChangeTheBroadcastState() {
        Operator operator = open(new Operation.BroadcastProcess(
                new Matching() {
                    @Override
                    public void processElement(String value, ReadOnlyContext context, Collector<String> out) {
                        context.getBroadcastState(RULES).clear();
                    }
                },
                List.of(RULES)));
        assertThatThrownBy(() -> operator.input(0).record("a1", 1))
                .hasStackTraceContaining("'rules' can be changed by elements of the broadcast stream only");
    }

    @Test
    void aStateThatTheStreamWasNotBroadcastWithIsRefused() {
        Operator operator = open(new Operation.BroadcastProcess(
                new Matching() {
                    @Override
                    public void processBroadcastElement(String value, Context context, Collector<String> out) {
                        context.getBroadcastState(OTHER);
                    }
                },
                List.of(RULES)));
        assertThatThrownBy(() -> operator.input(1).record("a=x", 1))
                .hasStackTraceContaining("'other' is no broadcast state here; the stream was broadcast with: rules");
    }

    /** Remembers the last element of each key; a rule "?" tells all of them, a rule "!" forgets them. */
    private static final class Remembering extends KeyedBroadcastProcessFunction<String, String, String, String> {
        private static final long serialVersionUID = 1L;

        @Override
        public void processElement(String value, ReadOnlyContext context, Collector<String> out) throws Exception {
            ValueState<String> last = getRuntimeContext().getState(LAST);
            out.collect(context.getCurrentKey() + ":" + last.value() + ":"
                    + context.getBroadcastState(RULES).contains("?"));
            last.update(value);
            if (value.contains("@")) {
                context.timerService().registerEventTimeTimer(Long.parseLong(value.substring(2)));
            }
        }

        @Override
        public void processBroadcastElement(String value, Context context, Collector<String> out) throws Exception {
            context.getBroadcastState(RULES).put(value, value);
            context.applyToKeyedState(LAST, (key, last) -> {
                out.collect(key + " has " + last.value());
                if (value.equals("!")) {
                    last.clear();
                }
            });
            if (value.equals("key")) {
                getRuntimeContext().getState(LAST).value();
            }
        }

        @Override
        public void onTimer(long timestamp, OnTimerContext context, Collector<String> out) throws Exception {
            out.collect(
                    context.timeDomain() == TimeDomain.EVENT_TIME
                            ? context.getCurrentKey() + " timer, "
                                    + context.getBroadcastState(RULES).contains("!")
                            : "wrong");
        }
    }

    @Test
    void broadcastElementsReachTheStateOfEveryKey() {
        Operator operator = open(new Operation.KeyedBroadcastProcess(new Remembering(), List.of(RULES)));
        operator.input(0).record("a1", 1);
        operator.input(0).record("b1", 1);
        operator.input(0).record("a2", 1);
        main.seen.clear();
        operator.input(1).record("?", 2);
        assertThat(main.seen).containsExactlyInAnyOrder("a has a2@2", "b has b1@2");
        main.seen.clear();
        operator.input(1).record("!", 3);
        operator.input(0).record("a3", 4);
        assertThat(main.seen).endsWith("a:null:true@4").hasSize(3);
    }

    @Test
    void broadcastAndKeyedStateAndTimersAreThereAfterARestore() throws IOException {
        Operation operation = new Operation.KeyedBroadcastProcess(new Remembering(), List.of(RULES));
        Operator operator = open(operation);
        operator.input(0).record("a@7", 1);
        operator.input(1).record("?", 2);
        OperatorPieces saved;
        try (OperatorSnapshot snapshot = built.snapshot(1, 1)) {
            saved = snapshot.write(new MemorySnapshotStore());
        }
        main.seen.clear();
        task = new FakeTask(FakeTask.Place.ALONE, false, new ExecutionConfig(), new Configuration(), saved);
        operator = open(new Operation.KeyedBroadcastProcess(new Remembering(), List.of(RULES)));
        operator.input(0).record("a1", 3);
        operator.input(0).watermark(9);
        operator.input(1).watermark(9);
        assertThat(main.seen).containsExactly("a:a@7:true@3", "a timer, false@7", "w9");
    }

    @Test
    void timersOfTheKeyedSideFire() {
        Operator operator = open(new Operation.KeyedBroadcastProcess(new Remembering(), List.of(RULES)));
        operator.input(0).record("a@7", 1);
        operator.input(1).record("!", 2);
        main.seen.clear();
        operator.input(0).watermark(9);
        operator.input(1).watermark(8);
        assertThat(main.seen).containsExactly("a timer, true@7", "w8");
    }

    @Test
    void aBroadcastElementHasNoKey() {
        Operator operator = open(new Operation.KeyedBroadcastProcess(new Remembering(), List.of(RULES)));
        operator.input(0).record("a1", 1);
        assertThatThrownBy(() -> operator.input(1).record("key", 1))
                .hasStackTraceContaining("keyed state has no current key here");
    }
}
