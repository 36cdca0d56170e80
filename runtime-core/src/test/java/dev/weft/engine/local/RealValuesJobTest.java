package dev.weft.engine.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.api.common.JobID;
import dev.weft.api.common.JobStatus;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.api.java.tuple.Tuple2;
import dev.weft.engine.common.Machine;
import dev.weft.engine.configuration.UserCodeOptions.ResolveOrder;
import dev.weft.engine.exchange.ExchangeSettings;
import dev.weft.engine.graph.JobGraphCompiler;
import dev.weft.engine.taskexecutor.task.TaskEngineSettings;
import dev.weft.engine.taskexecutor.task.ThreadedTaskEngine;
import dev.weft.engine.testing.RealValues;
import dev.weft.engine.transport.Transport;
import dev.weft.engine.usercode.ResolvePolicy;
import dev.weft.engine.usercode.UserClassLoader;
import dev.weft.engine.view.JobView;
import dev.weft.streaming.api.environment.StreamExecutionEnvironment;
import dev.weft.streaming.api.functions.sink.SinkFunction;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Values of many libraries in one job: copied within a chain, and sent within and between executors. */
@Timeout(60)
class RealValuesJobTest {
    private static final TypeInformation<Tuple2<Integer, Object>> NUMBERED =
            Types.TUPLE(Types.INT, Types.GENERIC(Object.class));
    private static final List<RealValues.Case> CASES = RealValues.all().toList();
    private static final Queue<String> SEEN = new ConcurrentLinkedQueue<>();

    private static Object shown(RealValues.Case one, Object value) {
        return one.shown().apply(value);
    }

    /** Notes whether a value is what it was. */
    private static final class Comparing implements SinkFunction<Tuple2<Integer, Object>> {
        private static final long serialVersionUID = 1L;

        @Override
        public void invoke(Tuple2<Integer, Object> value, Context context) {
            RealValues.Case one = CASES.get(value.f0);
            boolean same = shown(one, value.f1).equals(shown(one, one.make().get()));
            SEEN.add(one.name() + (same ? "" : " came as " + shown(one, value.f1)));
        }
    }

    private static Tuple2<Integer, Object> make(long number) {
        return Tuple2.of((int) number, CASES.get((int) number).make().get());
    }

    @Test
    void valuesOfManyLibrariesReachTheOtherExecutor() throws Exception {
        SEEN.clear();
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.createLocalEnvironment(2);
        environment
                .fromSequence(0, CASES.size() - 1)
                .map(RealValuesJobTest::make)
                .returns(NUMBERED)
                .map(value -> value)
                .returns(NUMBERED)
                .broadcast()
                .map(value -> value)
                .returns(NUMBERED)
                .addSink(new Comparing());
        LocalCluster cluster = LocalCluster.start(
                LocalClusterSettings.ofSlots(1),
                Machine.system(),
                (executor, secret, onStuck) -> new ThreadedTaskEngine(
                        new TaskEngineSettings(ExchangeSettings.local(secret), LocalResourceProvider.HOST),
                        Machine.system(),
                        Transport.tcp(),
                        onStuck::accept),
                (name, entries) -> UserClassLoader.open(
                        name,
                        entries,
                        new ResolvePolicy(ResolveOrder.PARENT_FIRST, List.of()),
                        getClass().getClassLoader()));
        try {
            JobView job = cluster.submit(JobGraphCompiler.compile(
                            environment.getStreamGraph().program(), JobID.generate()))
                    .get(50, TimeUnit.SECONDS);
            assertThat(job.failures()).isEmpty();
            assertThat(job.status()).isEqualTo(JobStatus.FINISHED);
        } finally {
            cluster.close();
            cluster.finished().get(20, TimeUnit.SECONDS);
        }
        assertThat(SEEN)
                .containsExactlyInAnyOrderElementsOf(CASES.stream()
                        .flatMap(one -> Stream.of(one.name(), one.name()))
                        .toList());
    }
}
