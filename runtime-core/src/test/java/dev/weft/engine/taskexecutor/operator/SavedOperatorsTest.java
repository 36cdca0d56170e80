package dev.weft.engine.taskexecutor.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.api.common.ExecutionConfig;
import dev.weft.api.common.eventtime.WatermarkStrategy;
import dev.weft.api.common.functions.MapFunction;
import dev.weft.api.common.state.CheckpointListener;
import dev.weft.api.common.state.ListState;
import dev.weft.api.common.state.ListStateDescriptor;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.api.connector.sink2.Committer;
import dev.weft.api.connector.sink2.CommitterInitContext;
import dev.weft.api.connector.sink2.CommittingSinkWriter;
import dev.weft.api.connector.sink2.Sink;
import dev.weft.api.connector.sink2.StatefulSinkWriter;
import dev.weft.api.connector.sink2.SupportsCommitter;
import dev.weft.api.connector.sink2.SupportsWriterState;
import dev.weft.api.connector.sink2.WriterInitContext;
import dev.weft.api.connector.source.lib.NumberSequenceSource;
import dev.weft.configuration.Configuration;
import dev.weft.core.io.InputStatus;
import dev.weft.core.io.SimpleVersionedSerializer;
import dev.weft.engine.common.Payload;
import dev.weft.engine.exchange.Batch;
import dev.weft.engine.exchange.YieldFlag;
import dev.weft.engine.protocol.MasterMessage.SourceCommand;
import dev.weft.engine.state.MemorySnapshotStore;
import dev.weft.engine.state.OperatorPieces;
import dev.weft.engine.state.OperatorSnapshot;
import dev.weft.engine.testing.FakeTask;
import dev.weft.program.Operation;
import dev.weft.runtime.state.FunctionInitializationContext;
import dev.weft.runtime.state.FunctionSnapshotContext;
import dev.weft.streaming.api.checkpoint.CheckpointedFunction;
import dev.weft.streaming.api.checkpoint.ListCheckpointed;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SavedOperatorsTest {

    private static final List<String> STEPS = new ArrayList<>();
    private static OptionalLong restoredOfWriter = OptionalLong.empty();
    private static OptionalLong restoredOfCommitter = OptionalLong.empty();

    private final RecordingReceiver main = new RecordingReceiver();

    @BeforeEach
    void forget() {
        STEPS.clear();
    }

    private Operators.Built open(Operation operation, OperatorPieces restored) {
        FakeTask task = new FakeTask(FakeTask.Place.ALONE, false, new ExecutionConfig(), new Configuration(), restored);
        Operators.Position position =
                new Operators.Position(FakeTask.OPERATOR, 0, "op", List.of(), List.of(Types.STRING));
        Operators.Built built = new Operators(task).build(operation, position, new Emitter(main, Map.of()));
        built.open();
        return built;
    }

    private static OperatorPieces saved(Operators.Built built, long checkpointId) throws Exception {
        built.beforeBarrier(checkpointId);
        try (OperatorSnapshot snapshot = built.snapshot(checkpointId, 77)) {
            return snapshot.write(new MemorySnapshotStore());
        }
    }

    @Test
    void aSourceGoesOnWithTheSplitsThatItHadNotReadToTheirEnd() throws Exception {
        NumberSequenceSource numbers = new NumberSequenceSource(1, 9);
        Operation operation = new Operation.FromSource(numbers, WatermarkStrategy.noWatermarks());
        Operators.Built first = open(operation, OperatorPieces.NONE);
        SourceOperator reading = (SourceOperator) first.operator();
        NumberSequenceSource.NumberSequenceSplit split = new NumberSequenceSource.NumberSequenceSplit("s", 1, 9);
        byte[] bytes = numbers.getSplitSerializer().serialize(split);
        reading.deliver(
                new SourceCommand.AddSplits(numbers.getSplitSerializer().getVersion(), List.of(new Payload(bytes))));
        while (main.seen.size() < 4) {
            reading.poll(1, new YieldFlag());
        }
        OperatorPieces pieces = saved(first, 1);
        reading.poll(3, new YieldFlag());
        main.seen.clear();

        SourceOperator again = (SourceOperator) open(operation, pieces).operator();
        again.deliver(new SourceCommand.NoMoreSplits());
        while (again.poll(100, new YieldFlag()) == InputStatus.MORE_AVAILABLE) {
            main.seen.add("");
        }
        assertThat(main.seen).filteredOn(seen -> !seen.isEmpty()).containsExactly("5", "6", "7", "8", "9");
    }

    private record Texts() implements SimpleVersionedSerializer<String> {
        @Override
        public int getVersion() {
            return 1;
        }

        @Override
        public byte[] serialize(String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public String deserialize(int version, byte[] bytes) {
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    /** Gathers texts and commits them; remembers how many it has seen. */
    private static final class Gathering
            implements Sink<String>, SupportsCommitter<String>, SupportsWriterState<String, String> {
        private static final long serialVersionUID = 1L;

        @Override
        public Writer createWriter(Sink.InitContext context) {
            return new Writer("");
        }

        @Override
        public Writer createWriter(WriterInitContext context) {
            restoredOfWriter = context.getRestoredCheckpointId();
            return new Writer("");
        }

        @Override
        public Writer restoreWriter(WriterInitContext context, Collection<String> recovered) {
            restoredOfWriter = context.getRestoredCheckpointId();
            return new Writer(String.join("", recovered));
        }

        @Override
        public SimpleVersionedSerializer<String> getWriterStateSerializer() {
            return new Texts();
        }

        @Override
        public Committer<String> createCommitter(CommitterInitContext context) {
            restoredOfCommitter = context.getRestoredCheckpointId();
            return new Committer<>() {
                @Override
                public void commit(Collection<CommitRequest<String>> requests) {
                    requests.forEach(request -> STEPS.add("commit " + request.getCommittable()));
                }

                @Override
                public void close() {}
            };
        }

        @Override
        public SimpleVersionedSerializer<String> getCommittableSerializer() {
            return new Texts();
        }
    }

    private static final class Writer
            implements CommittingSinkWriter<String, String>, StatefulSinkWriter<String, String> {
        private final List<String> gathered = new ArrayList<>();
        private String seen;

        Writer(String seen) {
            this.seen = seen;
        }

        @Override
        public void write(String element, Context context) {
            gathered.add(element);
            seen += element;
        }

        @Override
        public void flush(boolean endOfInput) {}

        @Override
        public Collection<String> prepareCommit() {
            List<String> prepared = List.copyOf(gathered);
            gathered.clear();
            return prepared;
        }

        @Override
        public List<String> snapshotState(long checkpointId) {
            STEPS.add("remember " + seen);
            return List.of(seen);
        }

        @Override
        public void close() {}
    }

    /** FLINK-36287. */
    @Test
    void aSinkCommitsWhatWasPreparedForACheckpointWhenThatIsComplete() throws Exception {
        Operators.Built first = open(new Operation.SinkTo(new Gathering()), OperatorPieces.NONE);
        first.operator().record("a", Batch.NO_TIMESTAMP);
        saved(first, 1);
        first.operator().record("b", Batch.NO_TIMESTAMP);
        OperatorPieces pieces = saved(first, 2);
        first.operator().checkpointComplete(1);
        assertThat(STEPS).containsExactly("remember a", "remember ab", "commit a");

        STEPS.clear();
        Operators.Built second = open(new Operation.SinkTo(new Gathering()), pieces);
        assertThat(STEPS).containsExactly("commit a", "commit b");
        second.operator().record("c", Batch.NO_TIMESTAMP);
        saved(second, 3);
        second.operator().checkpointComplete(3);
        assertThat(STEPS).containsExactly("commit a", "commit b", "remember abc", "commit c");
    }

    @Test
    void theWriterAndTheCommitterOfASinkKnowTheCheckpointThatTheyGoOnFrom() throws Exception {
        Operators.Built first = open(new Operation.SinkTo(new Gathering()), OperatorPieces.NONE);
        assertThat(restoredOfWriter).isEmpty();
        first.operator().record("a", Batch.NO_TIMESTAMP);
        OperatorPieces pieces = saved(first, 3);
        first.operator().checkpointComplete(3);
        assertThat(restoredOfCommitter).isEmpty();
        open(new Operation.SinkTo(new Gathering()), pieces);
        assertThat(restoredOfWriter).hasValue(3);
        assertThat(restoredOfCommitter).hasValue(3);
    }

    @Test
    void aWriterWithoutAnyStateOfItsOwnKnowsTheCheckpointThatTheJobGoesOnFrom() throws Exception {
        open(new Operation.SinkTo(new Gathering()), new OperatorPieces(OptionalLong.of(7), List.of(), List.of()));
        assertThat(restoredOfWriter).hasValue(7);
    }

    /** Keeps all it has seen in a list, and tells what it is told. */
    private static final class Remembering
            implements MapFunction<String, String>, CheckpointedFunction, CheckpointListener {
        private static final long serialVersionUID = 1L;
        private transient ListState<String> state;
        private transient List<String> all;

        @Override
        public String map(String value) {
            all.add(value);
            return String.join("", all);
        }

        @Override
        public void initializeState(FunctionInitializationContext context) throws Exception {
            all = new ArrayList<>();
            state = context.getOperatorStateStore().getListState(new ListStateDescriptor<>("all", Types.STRING));
            state.get().forEach(all::add);
            STEPS.add("initialize " + context.getRestoredCheckpointId());
        }

        @Override
        public void snapshotState(FunctionSnapshotContext context) throws Exception {
            state.update(all);
            STEPS.add("snapshot " + context.getCheckpointId() + " at " + context.getCheckpointTimestamp());
        }

        @Override
        public void notifyCheckpointComplete(long checkpointId) {
            STEPS.add("complete " + checkpointId);
        }

        @Override
        public void notifyCheckpointAborted(long checkpointId) {
            STEPS.add("aborted " + checkpointId);
        }
    }

    @Test
    void aCheckpointedFunctionIsSavedRestoredAndToldOfTheOutcome() throws Exception {
        Operators.Built first = open(new Operation.Map(new Remembering()), OperatorPieces.NONE);
        first.operator().record("a", Batch.NO_TIMESTAMP);
        OperatorPieces pieces = saved(first, 5);
        first.operator().checkpointComplete(5);
        first.operator().checkpointAborted(6);
        first.operator().record("b", Batch.NO_TIMESTAMP);
        Operators.Built second = open(new Operation.Map(new Remembering()), pieces);
        second.operator().record("c", Batch.NO_TIMESTAMP);
        assertThat(main.seen).containsExactly("a", "ab", "ac");
        assertThat(STEPS)
                .containsExactly(
                        "initialize OptionalLong.empty",
                        "snapshot 5 at 77",
                        "complete 5",
                        "aborted 6",
                        "initialize OptionalLong[5]");
    }

    /** The older form of it. */
    @SuppressWarnings("deprecation") // programs still use it
    private static final class Counting implements MapFunction<String, String>, ListCheckpointed<Integer> {
        private static final long serialVersionUID = 1L;
        private int count;

        @Override
        public String map(String value) {
            return value + ++count;
        }

        @Override
        public List<Integer> snapshotState(long checkpointId, long timestamp) {
            return List.of(count);
        }

        @Override
        public void restoreState(List<Integer> state) {
            count = state.stream().mapToInt(Integer::intValue).sum();
        }
    }

    @Test
    void theOlderFormOfACheckpointedFunctionGetsItsListBack() throws Exception {
        Operators.Built first = open(new Operation.Map(new Counting()), OperatorPieces.NONE);
        first.operator().record("a", Batch.NO_TIMESTAMP);
        first.operator().record("b", Batch.NO_TIMESTAMP);
        Operators.Built second = open(new Operation.Map(new Counting()), saved(first, 1));
        second.operator().record("c", Batch.NO_TIMESTAMP);
        assertThat(main.seen).containsExactly("a1", "b2", "c3");
    }
}
