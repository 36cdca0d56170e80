package dev.weft.engine.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.api.common.JobID;
import dev.weft.api.common.JobStatus;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.engine.configuration.UserCodeOptions.ResolveOrder;
import dev.weft.engine.graph.JobGraph;
import dev.weft.engine.graph.JobGraphCompiler;
import dev.weft.engine.jobmaster.Balance;
import dev.weft.engine.resourcemanager.ResourceSettings.Times;
import dev.weft.engine.usercode.ResolvePolicy;
import dev.weft.engine.usercode.UserClassLoader;
import dev.weft.engine.view.JobView;
import dev.weft.streaming.api.environment.StreamExecutionEnvironment;
import dev.weft.streaming.api.functions.sink.SinkFunction;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The JobManager and several executors over real connections. */
@Timeout(30)
class LocalClusterTest {

    private static final AtomicLong SUM = new AtomicLong();
    private static final Times QUICK = new Times(
            Duration.ofMillis(100),
            Duration.ofSeconds(10),
            Duration.ofSeconds(20),
            Duration.ofSeconds(20),
            Duration.ofMillis(200),
            Duration.ofMillis(200));

    private final LocalCluster cluster = LocalCluster.start(
            new LocalClusterSettings(1, Balance.FILL, QUICK),
            (name, entries) -> UserClassLoader.open(
                    name,
                    entries,
                    new ResolvePolicy(ResolveOrder.PARENT_FIRST, List.of()),
                    getClass().getClassLoader()));

    @AfterEach
    void close() throws Exception {
        cluster.close();
        cluster.finished().get(20, TimeUnit.SECONDS);
    }

    private static JobGraph summing(int parallelism, long last, long failAt) {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.createLocalEnvironment(parallelism);
        environment
                .fromSequence(1, last)
                .map(number -> {
                    if (number == failAt) {
                        throw new IllegalStateException("cannot take " + number);
                    }
                    return number;
                })
                .returns(Types.LONG)
                .keyBy(number -> number % 10)
                .addSink(new Summing());
        return JobGraphCompiler.compile(environment.getStreamGraph().program(), JobID.generate());
    }

    private JobView run(JobGraph graph) throws Exception {
        SUM.set(0);
        return cluster.submit(graph).get(20, TimeUnit.SECONDS);
    }

    @Test
    void recordsCrossExecutorsAndNoneIsLost() throws Exception {
        JobView job = run(summing(3, 10_000, 0));
        assertThat(job.failures()).isEmpty();
        assertThat(job.status()).isEqualTo(JobStatus.FINISHED);
        assertThat(SUM).hasValue(10_000L * 10_001 / 2);
        assertThat(job.vertices())
                .allSatisfy(vertex -> assertThat(vertex.subtasks().stream()
                                .map(JobView.SubtaskView::executor)
                                .flatMap(Optional::stream)
                                .distinct())
                        .hasSize(3));
    }

    @Test
    void jobsFollowEachOtherOnTheSameExecutors() throws Exception {
        assertThat(run(summing(2, 100, 0)).status()).isEqualTo(JobStatus.FINISHED);
        assertThat(run(summing(2, 100, 0)).status()).isEqualTo(JobStatus.FINISHED);
        assertThat(cluster.view().jobs()).hasSize(2);
    }

    @Test
    void theFailureOfTheUsersCodeIsTheRootAcrossExecutors() throws Exception {
        JobView job = run(summing(3, 1_000_000, 77_777));
        assertThat(job.status()).isEqualTo(JobStatus.FAILED);
        assertThat(job.failures().get(0).cause().summary()).contains("cannot take 77777");
        assertThat(job.failures().get(0).cause().stackTrace())
                .contains(getClass().getName());
    }

    @Test
    void theSameJobIsNotRunTwice() throws Exception {
        JobGraph graph = summing(1, 10, 0);
        run(graph);
        cluster.submit(graph);
        run(summing(1, 10, 0));
        assertThat(cluster.view().jobs()).hasSize(2);
    }

    private static final class Summing implements SinkFunction<Long> {
        @Override
        public void invoke(Long value, Context context) {
            SUM.addAndGet(value);
        }
    }
}
