package dev.weft.engine.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.api.common.functions.OpenContext;
import dev.weft.api.common.functions.RichMapFunction;
import dev.weft.api.common.state.CheckpointListener;
import dev.weft.api.common.state.ListState;
import dev.weft.api.common.state.ListStateDescriptor;
import dev.weft.api.common.state.ValueState;
import dev.weft.api.common.state.ValueStateDescriptor;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.api.common.typeutils.SimpleTypeSerializerSnapshot;
import dev.weft.api.common.typeutils.TypeSerializerSnapshot;
import dev.weft.api.common.typeutils.base.TypeSerializerSingleton;
import dev.weft.configuration.Configuration;
import dev.weft.core.memory.DataInputView;
import dev.weft.core.memory.DataOutputView;
import dev.weft.runtime.state.FunctionInitializationContext;
import dev.weft.runtime.state.FunctionSnapshotContext;
import dev.weft.streaming.api.checkpoint.CheckpointedFunction;
import dev.weft.streaming.api.environment.StreamExecutionEnvironment;
import dev.weft.streaming.api.functions.sink.SinkFunction;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Functions that throw in the methods that checkpoints call, in whole jobs: what the user is told, and that nothing is lost. */
@Timeout(60)
class BadCheckpointedFunctionTest {

    private static final long LAST = 300;
    private static final int KEYS = 3;

    /** The latest count of each key that the sink has heard of. */
    private static final Map<Long, Long> COUNTS = new ConcurrentHashMap<>();

    /** How often the function has still to throw. */
    private static final AtomicInteger THROWS = new AtomicInteger();

    @BeforeEach
    void forget() {
        COUNTS.clear();
    }

    private static StreamExecutionEnvironment environment(String... more) {
        Configuration settings = new Configuration();
        settings.setString("execution.checkpointing.interval", "10 ms");
        for (int i = 0; i < more.length; i += 2) {
            settings.setString(more[i], more[i + 1]);
        }
        return StreamExecutionEnvironment.createLocalEnvironment(1, settings);
    }

    private static void counting(StreamExecutionEnvironment environment, String failing) {
        environment
                .fromSequence(1, LAST)
                .keyBy(number -> number % KEYS)
                .map(new Fragile(failing))
                .name("fragile")
                .addSink(new Latest());
    }

    @ParameterizedTest
    @CsvSource({
        "initializeState, while it was made without state",
        "snapshotState, while checkpoint \\d+ was taken",
        "notifyCheckpointComplete, when it was told that checkpoint \\d+ is complete"
    })
    void whatAFunctionThrowsFailsTheJobWithItsOwnWordsItsOperatorAndTheCheckpoint(String method, String moment) {
        // Not once: the checkpoint that it fails may be given up at the same time, because its input has ended.
        THROWS.set(Integer.MAX_VALUE);
        StreamExecutionEnvironment environment = environment("restart-strategy.type", "none");
        counting(environment, method);
        assertThatThrownBy(() -> environment.execute("counts"))
                .hasMessageStartingWith("job 'counts' failed")
                .hasMessageContaining("boom in " + method)
                .hasMessageContaining("'fragile'")
                .hasMessageContaining("(1/1)")
                .hasStackTraceContaining("at " + Fragile.class.getName() + "." + method + "(")
                .message()
                .containsPattern("\\(1/1\\)' " + moment + "\\)");
    }

    /** As when it is told that one is complete. The other function's state cannot be written, so that none ever is. */
    @Test
    void whatAFunctionThrowsWhenACheckpointIsGivenUpFailsTheJobToo() {
        THROWS.set(1);
        StreamExecutionEnvironment environment = environment(
                "restart-strategy.type", "none", "execution.checkpointing.tolerable-failed-checkpoints", "1000000");
        counting(environment, "notifyCheckpointAborted");
        environment
                .fromSequence(1, LAST)
                .keyBy(number -> number % KEYS)
                .map(new Hoarder(false))
                .addSink(new SinkFunction<>() {});
        assertThatThrownBy(() -> environment.execute("counts"))
                .hasMessageContaining("boom in notifyCheckpointAborted")
                .hasMessageContaining("'fragile'")
                .message()
                .containsPattern("\\(1/1\\)' when it was told that checkpoint \\d+ was given up\\)");
    }

    @Test
    void whatAFunctionThrowsWhenItIsRestoredIsToldWithTheCheckpoint() {
        THROWS.set(2);
        StreamExecutionEnvironment environment = environment(
                "restart-strategy.type", "fixed-delay",
                "restart-strategy.fixed-delay.attempts", "1",
                "restart-strategy.fixed-delay.delay", "1 ms");
        counting(environment, "notifyCheckpointComplete, then initializeState");
        assertThatThrownBy(() -> environment.execute("counts"))
                .message()
                .contains("boom in initializeState")
                .containsPattern("\\(1/1\\)' while it was restored from checkpoint \\d+\\)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"initializeState", "snapshotState", "notifyCheckpointComplete"})
    void aJobWhoseFunctionHasThrownOnceCountsEveryRecordOnce(String method) throws Exception {
        THROWS.set(1);
        StreamExecutionEnvironment environment = environment(
                "restart-strategy.type", "fixed-delay",
                "restart-strategy.fixed-delay.attempts", "1",
                "restart-strategy.fixed-delay.delay", "1 ms");
        counting(environment, method);
        environment.execute();
        assertThat(THROWS).hasValue(0);
        assertThat(COUNTS)
                .hasSize(KEYS)
                .allSatisfy((key, count) ->
                        assertThat(count).as("records of key %s", key).isEqualTo(LAST / KEYS));
    }

    /** Has what cannot be written: in keyed state from its first record on, or in a list, before any record. */
    private static final class Hoarder extends RichMapFunction<Long, Long>
            implements CheckpointedFunction, CheckpointListener {
        private static final long serialVersionUID = 1L;

        private final boolean keyed;
        private transient ListState<Long> list;
        private transient ValueState<Long> value;

        Hoarder(boolean keyed) {
            this.keyed = keyed;
        }

        @Override
        public void initializeState(FunctionInitializationContext context) throws Exception {
            if (keyed) {
                value = context.getKeyedStateStore().getState(new ValueStateDescriptor<>("hoard", new Unwritable()));
            } else {
                list = context.getOperatorStateStore()
                        .getListState(new ListStateDescriptor<>("hoard", new Unwritable()));
                list.add(0L);
            }
        }

        @Override
        public Long map(Long number) throws Exception {
            if (keyed) {
                value.update(number);
            }
            return number;
        }

        @Override
        public void snapshotState(FunctionSnapshotContext context) {}

        /** It must be told of the checkpoint that follows its input, so this one is always taken. */
        @Override
        public void notifyCheckpointComplete(long checkpointId) {}
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aSerializerThatRefusesAValueIsToldWithTheStateAndTheOperator(boolean keyed) {
        StreamExecutionEnvironment environment = environment("restart-strategy.type", "none");
        environment
                .fromSequence(1, LAST)
                .keyBy(number -> number % KEYS)
                .map(new Hoarder(keyed))
                .name("hoarder")
                .addSink(new SinkFunction<>() {});
        assertThatThrownBy(() -> environment.execute("hoards"))
                .hasMessageContaining("hoarder -> Sink: Unnamed (1/1) has declined it: java.io.IOException: the state"
                        + " 'hoard' cannot be written: java.io.IOException: not this number")
                .hasStackTraceContaining("at " + Unwritable.class.getName() + ".serialize(");
    }

    /** Writes nothing. */
    public static final class Unwritable extends TypeSerializerSingleton<Long> {
        private static final long serialVersionUID = 1L;

        @Override
        public boolean isImmutableType() {
            return true;
        }

        @Override
        public Long createInstance() {
            return 0L;
        }

        @Override
        public Long copy(Long from) {
            return from;
        }

        @Override
        public Long copy(Long from, Long reuse) {
            return from;
        }

        @Override
        public int getLength() {
            return -1;
        }

        @Override
        public void serialize(Long value, DataOutputView target) throws IOException {
            throw new IOException("not this number");
        }

        @Override
        public Long deserialize(DataInputView source) throws IOException {
            return source.readLong();
        }

        @Override
        public Long deserialize(Long reuse, DataInputView source) throws IOException {
            return deserialize(source);
        }

        @Override
        public void copy(DataInputView source, DataOutputView target) throws IOException {
            target.writeLong(source.readLong());
        }

        @Override
        public TypeSerializerSnapshot<Long> snapshotConfiguration() {
            return new UnwritableSnapshot();
        }
    }

    /** Of {@link Unwritable}. */
    public static final class UnwritableSnapshot extends SimpleTypeSerializerSnapshot<Long> {
        public UnwritableSnapshot() {
            super(Unwritable::new);
        }
    }

    /** Counts the elements of each key; throws in one of its methods. */
    private static final class Fragile extends RichMapFunction<Long, Long[]>
            implements CheckpointedFunction, CheckpointListener {
        private static final long serialVersionUID = 1L;

        private final String in;
        private transient ValueState<Long> count;

        Fragile(String in) {
            this.in = in;
        }

        private void at(String method) {
            if (in.contains(method) && THROWS.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                throw new IllegalStateException("boom in " + method);
            }
        }

        @Override
        public void initializeState(FunctionInitializationContext context) {
            if (context.isRestored() || in.equals("initializeState")) {
                at("initializeState");
            }
        }

        @Override
        public void open(OpenContext context) {
            count = getRuntimeContext().getState(new ValueStateDescriptor<>("count", Types.LONG));
        }

        @Override
        public Long[] map(Long number) throws Exception {
            Long before = count.value();
            count.update(before == null ? 1 : before + 1);
            return new Long[] {number % KEYS, count.value()};
        }

        @Override
        public void snapshotState(FunctionSnapshotContext context) {
            at("snapshotState");
        }

        @Override
        public void notifyCheckpointComplete(long checkpointId) {
            at("notifyCheckpointComplete");
        }

        @Override
        public void notifyCheckpointAborted(long checkpointId) {
            at("notifyCheckpointAborted");
        }
    }

    private static final class Latest implements SinkFunction<Long[]> {
        private static final long serialVersionUID = 1L;

        @Override
        public void invoke(Long[] value, Context context) {
            COUNTS.put(value[0], value[1]);
        }
    }
}
