package dev.weft.engine.taskexecutor.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.api.common.ExecutionConfig;
import dev.weft.api.common.functions.MapFunction;
import dev.weft.api.common.state.CheckpointListener;
import dev.weft.api.common.state.ListState;
import dev.weft.api.common.state.ListStateDescriptor;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.configuration.Configuration;
import dev.weft.engine.common.OperatorId;
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
import dev.weft.runtime.state.StateInitializationContext;
import dev.weft.streaming.api.checkpoint.CheckpointedFunction;
import dev.weft.streaming.api.operators.AbstractStreamOperator;
import dev.weft.streaming.api.operators.AbstractUdfStreamOperator;
import dev.weft.streaming.api.operators.BoundedOneInput;
import dev.weft.streaming.api.operators.OneInputStreamOperator;
import dev.weft.streaming.api.operators.SimpleOperatorFactory;
import dev.weft.streaming.runtime.streamrecord.StreamRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a chain stores and restores after the end of its input. */
@SuppressWarnings("try") // closing a fake task may be interrupted
class ChainEndTest {

    private static final OperatorId FIRST = new OperatorId("1".repeat(32));
    private static final OperatorId SECOND = new OperatorId("2".repeat(32));

    /** What the operators tell, in order. They are serialized into the chain, so they cannot hold it. */
    private static final List<String> STEPS = new ArrayList<>();

    @BeforeEach
    void forget() {
        STEPS.clear();
    }

    private static Chain chain(FakeTask task, Operation first, Operation second) {
        List<ChainedOperator> operators = List.of(
                new ChainedOperator(FIRST, "first", first, List.of(new Link("", Link.Kind.OPERATOR, 1, Types.STRING))),
                new ChainedOperator(SECOND, "second", second, List.of()));
        return Chain.build(
                new ChainSpec(operators, List.of(), List.of(), new ChainSpec.Settings(false, new ExecutionConfig())),
                new Operators(task),
                List.of());
    }

    /** Tells at the end of its input what it has seen, and keeps it. */
    private static final class TellsAtTheEnd extends AbstractStreamOperator<String>
            implements OneInputStreamOperator<String, String>, BoundedOneInput {
        private static final long serialVersionUID = 1L;
        private transient ListState<String> seen;

        @Override
        public void initializeState(StateInitializationContext context) throws Exception {
            super.initializeState(context);
            seen = context.getOperatorStateStore().getListState(new ListStateDescriptor<>("seen", Types.STRING));
        }

        @Override
        public void processElement(StreamRecord<String> element) throws Exception {
            seen.add(element.getValue());
            output.collect(element);
        }

        @Override
        public void endInput() throws Exception {
            seen.get().forEach(value -> output.collect(new StreamRecord<>("again " + value)));
        }
    }

    private static final class HeedsCheckpoints extends AbstractStreamOperator<String>
            implements OneInputStreamOperator<String, String> {
        private static final long serialVersionUID = 1L;

        @Override
        public void processElement(StreamRecord<String> element) {}

        @Override
        public void notifyCheckpointComplete(long checkpointId) {}
    }

    private static final class Mapping extends AbstractUdfStreamOperator<String, MapFunction<String, String>>
            implements OneInputStreamOperator<String, String> {
        private static final long serialVersionUID = 1L;

        Mapping(MapFunction<String, String> function) {
            super(function);
        }

        @Override
        public void processElement(StreamRecord<String> element) throws Exception {
            output.collect(new StreamRecord<>(userFunction.map(element.getValue())));
        }
    }

    /** Makes records visible when a checkpoint is complete that contains them. */
    private static final class Publishes
            implements MapFunction<String, String>, CheckpointedFunction, CheckpointListener {
        private static final long serialVersionUID = 1L;
        private transient ListState<String> pending;

        @Override
        public String map(String value) throws Exception {
            pending.add(value);
            return value;
        }

        @Override
        public void snapshotState(FunctionSnapshotContext context) {}

        @Override
        public void initializeState(FunctionInitializationContext context) throws Exception {
            pending = context.getOperatorStateStore().getListState(new ListStateDescriptor<>("pending", Types.STRING));
            if (context.isRestored()) {
                publish();
            }
        }

        @Override
        public void notifyCheckpointComplete(long checkpointId) throws Exception {
            publish();
        }

        private void publish() throws Exception {
            pending.get().forEach(STEPS::add);
            pending.clear();
        }
    }

    private static Operation tellsAtTheEnd() {
        return new Operation.Transform(SimpleOperatorFactory.of(new TellsAtTheEnd()));
    }

    private static Map<OperatorId, OperatorPieces> snapshot(Chain chain) throws Exception {
        Map<OperatorId, OperatorPieces> saved = new HashMap<>();
        for (Map.Entry<OperatorId, OperatorSnapshot> cut :
                chain.snapshot(SnapshotOrder.portable(1), 0, () -> {}).entrySet()) {
            try (OperatorSnapshot snapshot = cut.getValue()) {
                saved.put(cut.getKey(), snapshot.write(new MemorySnapshotStore()));
            }
        }
        return saved;
    }

    @Test
    void afterTheEndOnlyWhatActsOnCheckpointsKeepsItsState() throws Exception {
        Map<OperatorId, OperatorPieces> saved;
        try (FakeTask task = new FakeTask(false)) {
            Chain chain = chain(task, tellsAtTheEnd(), new Operation.Map(new Publishes()));
            chain.open();
            chain.input(0).record("a", 1);
            assertThat(snapshot(chain))
                    .allSatisfy((id, pieces) -> assertThat(pieces.unkeyed()).hasSize(1));
            chain.input(0).endOfInput();
            chain.end();
            saved = snapshot(chain);
            chain.close();
        }
        assertThat(saved).containsOnlyKeys(FIRST, SECOND);
        assertThat(saved.get(FIRST).unkeyed()).isEmpty();
        assertThat(saved.get(SECOND).unkeyed()).hasSize(1);
        assertThat(STEPS).isEmpty();
        try (FakeTask task =
                new FakeTask(FakeTask.Place.ALONE, false, new ExecutionConfig(), new Configuration(), saved)) {
            Chain chain = chain(task, tellsAtTheEnd(), new Operation.Map(new Publishes()));
            chain.commitRestored();
            assertThat(STEPS).containsExactly("a", "again a");
            chain.close();
        }
    }

    private static boolean actsOnCheckpoints(Operation operation) throws Exception {
        try (FakeTask task = new FakeTask(false)) {
            Chain chain = chain(task, operation, new Operation.Map((MapFunction<String, String>) value -> value));
            boolean acts = chain.actsOnCheckpoints();
            chain.close();
            return acts;
        }
    }

    @Test
    void anOperatorOfTheUsersActsOnCheckpointsWhenItsCodeDoes() throws Exception {
        assertThat(actsOnCheckpoints(tellsAtTheEnd())).isFalse();
        assertThat(actsOnCheckpoints(new Operation.Transform(SimpleOperatorFactory.of(new HeedsCheckpoints()))))
                .isTrue();
        assertThat(actsOnCheckpoints(new Operation.Transform(SimpleOperatorFactory.of(new Mapping(value -> value)))))
                .isFalse();
        assertThat(actsOnCheckpoints(new Operation.Transform(SimpleOperatorFactory.of(new Mapping(new Publishes())))))
                .isTrue();
    }
}
