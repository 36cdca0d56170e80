package dev.weft.state.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.api.common.functions.OpenContext;
import dev.weft.api.common.state.ListState;
import dev.weft.api.common.state.ValueState;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.api.java.tuple.Tuple2;
import dev.weft.runtime.state.FunctionInitializationContext;
import dev.weft.runtime.state.FunctionSnapshotContext;
import dev.weft.state.api.functions.BroadcastStateBootstrapFunction;
import dev.weft.state.api.functions.KeyedStateBootstrapFunction;
import dev.weft.state.api.functions.KeyedStateReaderFunction;
import dev.weft.state.api.functions.StateBootstrapFunction;
import dev.weft.streaming.api.environment.StreamExecutionEnvironment;
import dev.weft.util.Collector;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Savepoints that a program has written: jobs go on from them, and programs read and change them. */
@Timeout(120)
class SavepointWriterTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"hashmap", "rocksdb"})
    void aJobGoesOnFromAllKindsOfStateThatAProgramHasWritten(String backend) throws Exception {
        String savepoint = write(backend);
        String other = backend.equals("hashmap") ? "rocksdb" : "hashmap";

        assertThat(Programs.goOn(other, savepoint, List.of("tea", "tea", "cup", "pot")))
                .contains("tea=4", "tea=5", "cup=8", "pot=1")
                .contains("tea@42", "cup@42")
                .contains("lists 10 10")
                .contains("rule tea=3")
                .doesNotContain("pot@42");
    }

    @Test
    void whatWasWrittenIsRead() throws Exception {
        String savepoint = write("hashmap");
        StreamExecutionEnvironment env = Programs.batch("hashmap");
        SavepointReader reader = SavepointReader.read(env, savepoint);

        assertThat(reader.readKeyedState("counts", new CountReader()).executeAndCollect(100))
                .containsExactlyInAnyOrder("tea=3 [42] []", "cup=7 [42] []");
        assertThat(reader.readListState("lists", "split", Types.LONG).executeAndCollect(100))
                .containsExactlyInAnyOrder(3L, 7L);
        assertThat(reader.readUnionState("lists", "union", Types.LONG).executeAndCollect(100))
                .containsExactlyInAnyOrder(3L, 7L);
        assertThat(reader.readBroadcastState("rules", "rules", Types.STRING, Types.LONG)
                        .executeAndCollect(100))
                .containsExactlyInAnyOrder(Tuple2.of("tea", 3L), Tuple2.of("cup", 7L));
    }

    @ParameterizedTest
    @ValueSource(strings = {"hashmap", "rocksdb"})
    void aSavepointIsChangedWithoutTheOneThatItIsMadeOf(String backend) throws Exception {
        String savepoint = write(backend);
        String changed = address("changed");
        StreamExecutionEnvironment env = Programs.batch(backend);
        SavepointWriter.fromExistingSavepoint(env, savepoint)
                .removeOperator(OperatorIdentifier.forUid("counts"))
                .removeOperator("rules")
                .changeOperatorIdentifier(OperatorIdentifier.forUid("lists"), OperatorIdentifier.forUid("former lists"))
                .withOperator(
                        OperatorIdentifier.forUid("counts"),
                        OperatorTransformation.bootstrapWith(Programs.pairs(env, Map.of("tea", 100L)))
                                .keyBy(pair -> pair.f0)
                                .transform(new Counts()))
                .write(changed);
        env.execute();
        deleteFiles(Path.of(java.net.URI.create(savepoint)));

        StreamExecutionEnvironment reading = Programs.batch(backend);
        SavepointReader reader = SavepointReader.read(reading, changed);
        assertThat(reader.readKeyedState("counts", new CountReader()).executeAndCollect(100))
                .containsExactly("tea=100 [42] []");
        assertThat(reader.readListState("former lists", "split", Types.LONG).executeAndCollect(100))
                .containsExactlyInAnyOrder(3L, 7L);
        assertThatThrownBy(() -> reader.readBroadcastState("rules", "rules", Types.STRING, Types.LONG))
                .hasMessageContaining("has no state of operator 'rules'")
                .hasMessageContaining("'former lists'");
    }

    @Test
    void whatIsWrongIsSaidBeforeAnythingRuns() throws Exception {
        String savepoint = write("hashmap");
        StreamExecutionEnvironment env = Programs.batch("hashmap");
        SavepointReader reader = SavepointReader.read(env, savepoint);
        assertThatThrownBy(() -> reader.readListState("lists", "splits", Types.LONG))
                .hasMessageContaining(
                        "has no list state 'splits'; it has list state 'split', union list state 'union'");
        assertThatThrownBy(() -> reader.readKeyedState("lists", new CountReader()))
                .hasMessageContaining("has no keyed state");
        assertThatThrownBy(() -> SavepointReader.read(env, address("nothing"))).hasMessageContaining("does not exist");
        assertThatThrownBy(() -> SavepointWriter.fromExistingSavepoint(env, savepoint)
                        .removeOperator(OperatorIdentifier.forUid("other")))
                .hasMessageContaining("no state of operator 'other'");
        assertThatThrownBy(() -> SavepointWriter.fromExistingSavepoint(env, savepoint)
                        .withOperator(
                                OperatorIdentifier.forUid("counts"),
                                OperatorTransformation.bootstrapWith(Programs.pairs(env, Map.of("tea", 1L)))
                                        .keyBy(pair -> pair.f0)
                                        .transform(new Counts())))
                .hasMessageContaining("already")
                .hasMessageContaining("removeOperator");
        assertThatThrownBy(() -> SavepointWriter.newSavepoint(env, 16).write(address("empty")))
                .hasMessageContaining("withOperator");
        assertThatThrownBy(() ->
                        SavepointWriter.fromExistingSavepoint(env, savepoint).write(savepoint))
                .hasMessageContaining("has a savepoint already");
    }

    private String address(String name) {
        return directory.resolve(name).toUri().toString();
    }

    private String write(String backend) throws Exception {
        String savepoint = address("written");
        StreamExecutionEnvironment env = Programs.batch(backend);
        Map<String, Long> pairs = Map.of("tea", 3L, "cup", 7L);
        SavepointWriter.newSavepoint(env, Programs.MAX_PARALLELISM)
                .withOperator(
                        OperatorIdentifier.forUid("counts"),
                        OperatorTransformation.bootstrapWith(Programs.pairs(env, pairs))
                                .keyBy(pair -> pair.f0)
                                .transform(new Counts()))
                .withOperator(
                        "lists",
                        OperatorTransformation.bootstrapWith(Programs.pairs(env, pairs))
                                .transform(new Lists()))
                .withOperator(
                        OperatorIdentifier.forUid("rules"),
                        OperatorTransformation.bootstrapWith(Programs.pairs(env, pairs))
                                .transform(new Rules()))
                .write(savepoint);
        env.execute();
        return savepoint;
    }

    private static void deleteFiles(Path directory) throws Exception {
        try (var files = java.nio.file.Files.list(directory)) {
            for (Path file : files.toList()) {
                java.nio.file.Files.delete(file);
            }
        }
    }

    private static final class Counts extends KeyedStateBootstrapFunction<String, Tuple2<String, Long>> {

        private static final long serialVersionUID = 1L;

        private transient ValueState<Long> count;

        @Override
        public void open(OpenContext context) {
            count = getRuntimeContext().getState(Programs.COUNT);
        }

        @Override
        public void processElement(Tuple2<String, Long> pair, Context context) throws Exception {
            assertThat(context.getCurrentKey()).isEqualTo(pair.f0);
            count.update(pair.f1);
            context.timerService().registerEventTimeTimer(42);
        }
    }

    private static final class Lists extends StateBootstrapFunction<Tuple2<String, Long>> {

        private static final long serialVersionUID = 1L;

        private transient ListState<Long> split;
        private transient ListState<Long> union;
        private transient List<Long> values;

        @Override
        public void initializeState(FunctionInitializationContext context) throws Exception {
            split = context.getOperatorStateStore().getListState(Programs.SPLIT);
            union = context.getOperatorStateStore().getUnionListState(Programs.UNION);
            values = new java.util.ArrayList<>();
        }

        @Override
        public void processElement(Tuple2<String, Long> pair, Context context) {
            values.add(pair.f1);
        }

        @Override
        public void snapshotState(FunctionSnapshotContext context) throws Exception {
            split.update(values);
            union.update(values);
        }
    }

    private static final class Rules extends BroadcastStateBootstrapFunction<Tuple2<String, Long>> {

        private static final long serialVersionUID = 1L;

        @Override
        public void processElement(Tuple2<String, Long> pair, Context context) throws Exception {
            context.getBroadcastState(Programs.RULES).put(pair.f0, pair.f1);
        }
    }

    private static final class CountReader extends KeyedStateReaderFunction<String, String> {

        private static final long serialVersionUID = 1L;

        private transient ValueState<Long> count;

        @Override
        public void open(OpenContext context) {
            count = getRuntimeContext().getState(Programs.COUNT);
        }

        @Override
        public void readKey(String key, Context context, Collector<String> out) throws Exception {
            out.collect(key + "=" + count.value() + " " + context.registeredEventTimeTimers() + " "
                    + context.registeredProcessingTimeTimers());
        }
    }
}
