package dev.weft.engine.taskexecutor.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.api.common.functions.MapFunction;
import dev.weft.api.common.functions.ReduceFunction;
import dev.weft.api.common.typeinfo.TypeHint;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.api.java.functions.KeySelector;
import dev.weft.api.java.tuple.Tuple2;
import dev.weft.engine.common.Machine;
import dev.weft.engine.exchange.ExchangeSettings;
import dev.weft.engine.graph.ShipStrategy;
import dev.weft.engine.protocol.TaskState;
import dev.weft.engine.rpc.Secret;
import dev.weft.engine.taskexecutor.task.LittleJob.Vertex;
import dev.weft.engine.transport.Transport;
import dev.weft.program.Operation;
import dev.weft.program.Partitioning;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TaskEngineTest {

    private static final int KEYS = 1000;
    private static final TypeInformation<Tuple2<Long, Long>> COUNTS =
            TypeInformation.of(new TypeHint<Tuple2<Long, Long>>() {});

    private final Secret secret = Secret.random();
    private final List<ThreadedTaskEngine> engines = new ArrayList<>();

    private ThreadedTaskEngine engine() {
        ThreadedTaskEngine engine = new ThreadedTaskEngine(
                new TaskEngineSettings(ExchangeSettings.local(secret), "localhost"),
                Machine.system(),
                Transport.tcp(),
                message -> {});
        engines.add(engine);
        return engine;
    }

    @AfterEach
    void closeEngines() {
        engines.forEach(ThreadedTaskEngine::close);
    }

    private static Map<Long, Long> expected(long n) {
        Map<Long, Long> counts = new TreeMap<>();
        for (long i = 0; i < n; i++) {
            counts.merge(i % KEYS, 1L, Long::sum);
        }
        return counts;
    }

    private static LittleJob counting(long n, int parallelism, Collected<Tuple2<Long, Long>> sink, boolean batch) {
        LittleJob job = batch ? new LittleJob().batch() : new LittleJob();
        KeySelector<Tuple2<Long, Long>, Long> key = t -> t.f0;
        MapFunction<Long, Tuple2<Long, Long>> pair = i -> Tuple2.of(i % KEYS, 1L);
        ReduceFunction<Tuple2<Long, Long>> sum = (a, b) -> Tuple2.of(a.f0, a.f1 + b.f1);
        Vertex source = job.numbers("numbers", parallelism, 0, n - 1).then(new Operation.Map(pair), COUNTS);
        Vertex counter = job.vertex("counter", parallelism);
        source.to(counter, ShipStrategy.HASH, new Partitioning.KeyGroups(key, Types.LONG), 0);
        counter.then(new Operation.KeyedReduce(sum), COUNTS).then(new Operation.SinkFunctionCall(sink), COUNTS);
        return job;
    }

    private static Map<Long, Long> last(Collected<Tuple2<Long, Long>> sink) {
        Map<Long, Long> counts = new TreeMap<>();
        for (Object result : sink.results()) {
            Tuple2<?, ?> pair = (Tuple2<?, ?>) result;
            counts.merge((Long) pair.f0, (Long) pair.f1, Long::max);
        }
        return counts;
    }

    @ParameterizedTest(name = "on {0} executors")
    @ValueSource(ints = {1, 2})
    void batchGivesTheFinalCountOfEachKeyOnce(int executors) {
        Collected<Tuple2<Long, Long>> sink = new Collected<>();
        for (int i = 0; i < executors; i++) {
            engine();
        }
        LittleJob.Run run = counting(100_000, 2, sink, true).start(engines);
        run.events().awaitAll(TaskState.FINISHED);
        assertThat(sink.results()).hasSize(KEYS);
        assertThat(last(sink)).isEqualTo(expected(100_000));
    }

    @ParameterizedTest(name = "on {0} executors")
    @ValueSource(ints = {1, 2})
    void streamingGivesEveryUpdate(int executors) {
        Collected<Tuple2<Long, Long>> sink = new Collected<>();
        for (int i = 0; i < executors; i++) {
            engine();
        }
        LittleJob.Run run = counting(50_000, 2, sink, false).start(engines);
        run.events().awaitAll(TaskState.FINISHED);
        assertThat(sink.results()).hasSize(50_000);
        assertThat(last(sink)).isEqualTo(expected(50_000));
    }

    @Test
    void countersTellWhatWentThroughATask() {
        engine();
        engine();
        LittleJob job = counting(10_000, 1, new Collected<>(), true);
        LittleJob.Run run = job.start(engines, (vertex, subtask) -> vertex.equals("numbers") ? 0 : 1);
        run.events().awaitAll(TaskState.FINISHED);
        long in = 0;
        long out = 0;
        long bytesIn = 0;
        long bytesOut = 0;
        for (RunningTask task : run.tasks().values()) {
            in += task.metrics().recordsIn();
            out += task.metrics().recordsOut();
            bytesIn += task.metrics().bytesIn();
            bytesOut += task.metrics().bytesOut();
        }
        assertThat(in).isEqualTo(10_000);
        assertThat(out).isEqualTo(10_000);
        assertThat(bytesIn).isEqualTo(bytesOut).isGreaterThan(10_000 * 20);
    }
}
