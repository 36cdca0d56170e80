package dev.weft.engine.taskexecutor.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.api.common.ExecutionConfig;
import dev.weft.api.common.functions.MapFunction;
import dev.weft.api.common.state.ListState;
import dev.weft.api.common.state.ListStateDescriptor;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.configuration.Configuration;
import dev.weft.engine.common.OperatorId;
import dev.weft.engine.exchange.UserCodeFailure;
import dev.weft.engine.graph.ChainSpec;
import dev.weft.engine.graph.ChainSpec.ChainedOperator;
import dev.weft.engine.graph.ChainSpec.Link;
import dev.weft.engine.state.MemorySnapshotStore;
import dev.weft.engine.state.OperatorPieces;
import dev.weft.engine.state.OperatorSnapshot;
import dev.weft.engine.state.spi.SnapshotOrder;
import dev.weft.engine.taskexecutor.operator.Operators;
import dev.weft.engine.testing.FakeTask;
import dev.weft.program.Operation;
import dev.weft.runtime.state.FunctionInitializationContext;
import dev.weft.runtime.state.FunctionSnapshotContext;
import dev.weft.runtime.state.StateSnapshotContext;
import dev.weft.streaming.api.checkpoint.CheckpointedFunction;
import dev.weft.streaming.api.operators.AbstractStreamOperator;
import dev.weft.streaming.api.operators.OneInputStreamOperator;
import dev.weft.streaming.api.operators.SimpleOperatorFactory;
import dev.weft.streaming.runtime.streamrecord.StreamRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The part of a chain in a checkpoint: its steps, and that every operator finds its own state again. */
@SuppressWarnings("try") // closing a fake task may be interrupted
class ChainSnapshotTest {

    private static final OperatorId FIRST = new OperatorId("1".repeat(32));
    private static final OperatorId SECOND = new OperatorId("2".repeat(32));

    /** What the operators tell, in order. They are serialized into the chain, so they cannot hold it. */
    private static final List<String> STEPS = new ArrayList<>();

    @BeforeEach
    void forget() {
        STEPS.clear();
    }

    private static ChainedOperator operator(OperatorId id, String name, Operation operation, Link... links) {
        return new ChainedOperator(id, name, operation, List.of(links));
    }

    private static Link to(int index) {
        return new Link("", Link.Kind.OPERATOR, index, Types.STRING);
    }

    private static Chain open(FakeTask task, ChainedOperator... operators) {
        ChainSpec spec = new ChainSpec(
                List.of(operators), List.of(), List.of(), new ChainSpec.Settings(false, new ExecutionConfig()));
        Chain chain = Chain.build(spec, new Operators(task), List.of());
        chain.open();
        return chain;
    }

    /** Keeps one record back, and emits it when the next comes or a checkpoint does. */
    private static final class HoldsOneBack extends AbstractStreamOperator<String>
            implements OneInputStreamOperator<String, String> {
        private final String name;
        private String held = "";

        HoldsOneBack(String name) {
            this.name = name;
        }

        @Override
        public void processElement(StreamRecord<String> element) {
            STEPS.add(name + " got " + element.getValue());
            emitHeld();
            held = element.getValue();
        }

        private void emitHeld() {
            if (!held.isEmpty()) {
                output.collect(new StreamRecord<>(held));
                held = "";
            }
        }

        @Override
        public void prepareSnapshotPreBarrier(long checkpointId) {
            STEPS.add(name + " before barrier " + checkpointId);
            emitHeld();
        }

        @Override
        public void snapshotState(StateSnapshotContext context) throws Exception {
            super.snapshotState(context);
            STEPS.add(name + " cut, holding '" + held + "'");
        }
    }

    private static Operation holdingBack(String name) {
        return new Operation.Transform(SimpleOperatorFactory.of(new HoldsOneBack(name)));
    }

    @Test
    void allOperatorsEmitWhatBelongsBeforeTheBarrierThenItGoesOutThenStateIsCut() throws Exception {
        try (FakeTask task = new FakeTask(false)) {
            Chain chain = open(
                    task,
                    operator(FIRST, "first", holdingBack("first"), to(1)),
                    operator(SECOND, "second", holdingBack("second")));
            chain.input(0).record("a", 1);
            Map<OperatorId, OperatorSnapshot> cuts =
                    chain.snapshot(SnapshotOrder.portable(7), 0, () -> STEPS.add("barrier"));
            assertThat(STEPS)
                    .containsExactly(
                            "first got a",
                            "first before barrier 7",
                            "second got a",
                            "second before barrier 7",
                            "barrier",
                            "first cut, holding ''",
                            "second cut, holding ''");
            assertThat(cuts).containsOnlyKeys(FIRST, SECOND);
            cuts.values().forEach(OperatorSnapshot::close);
            chain.close();
        }
    }

    /** Remembers what went by in a list of its own, all of them under one name. */
    private static final class Remembers implements MapFunction<String, String>, CheckpointedFunction {
        private final String mark;
        private final boolean failing;
        private transient ListState<String> seen;

        Remembers(String mark, boolean failing) {
            this.mark = mark;
            this.failing = failing;
        }

        @Override
        public String map(String value) throws Exception {
            seen.add(value + mark);
            return value + mark;
        }

        @Override
        public void snapshotState(FunctionSnapshotContext context) {
            if (failing) {
                throw new IllegalStateException("cannot save");
            }
        }

        @Override
        public void initializeState(FunctionInitializationContext context) throws Exception {
            seen = context.getOperatorStateStore().getListState(new ListStateDescriptor<>("seen", Types.STRING));
            List<String> restored = new ArrayList<>();
            seen.get().forEach(restored::add);
            STEPS.add(mark + " begins with " + restored);
        }
    }

    private static Operation remembering(String mark) {
        return new Operation.Map(new Remembers(mark, false));
    }

    /** FLINK-12296. */
    @Test
    void anOperatorFindsItsStateByItsIdWhereverItStandsInTheChain() throws Exception {
        Map<OperatorId, OperatorPieces> saved = new LinkedHashMap<>();
        try (FakeTask task = new FakeTask(false)) {
            Chain chain =
                    open(task, operator(FIRST, "x", remembering("+"), to(1)), operator(SECOND, "y", remembering("*")));
            chain.input(0).record("a", 1);
            for (Map.Entry<OperatorId, OperatorSnapshot> cut :
                    chain.snapshot(SnapshotOrder.portable(1), 0, () -> {}).entrySet()) {
                try (OperatorSnapshot snapshot = cut.getValue()) {
                    saved.put(cut.getKey(), snapshot.write(new MemorySnapshotStore()));
                }
            }
            chain.close();
        }
        STEPS.clear();
        try (FakeTask task =
                new FakeTask(FakeTask.Place.ALONE, false, new ExecutionConfig(), new Configuration(), saved)) {
            OperatorId added = new OperatorId("3".repeat(32));
            Chain chain = open(
                    task,
                    operator(SECOND, "y", remembering("*"), to(1)),
                    operator(added, "new", remembering("-"), to(2)),
                    operator(FIRST, "x", remembering("+")));
            assertThat(STEPS)
                    .containsExactlyInAnyOrder("* begins with [a+*]", "- begins with []", "+ begins with [a+]");
            chain.close();
        }
    }

    @Test
    void aFailingOperatorIsNamedAndTheBarrierHasGoneOutBefore() throws Exception {
        try (FakeTask task = new FakeTask(false)) {
            Chain chain = open(
                    task,
                    operator(FIRST, "first", remembering("+"), to(1)),
                    operator(SECOND, "second", new Operation.Map(new Remembers("!", true))));
            STEPS.clear();
            assertThatThrownBy(() -> chain.snapshot(SnapshotOrder.portable(1), 0, () -> STEPS.add("barrier")))
                    .isInstanceOfSatisfying(
                            UserCodeFailure.class,
                            failure -> assertThat(failure.operator()).isEqualTo("second"));
            assertThat(STEPS).containsExactly("barrier");
            chain.close();
        }
    }
}
