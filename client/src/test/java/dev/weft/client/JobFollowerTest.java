package dev.weft.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.api.common.JobID;
import dev.weft.api.common.JobStatus;
import dev.weft.client.JobOutcome.Verdict;
import dev.weft.client.spi.ClusterApplication.Ending;
import dev.weft.client.spi.ClusterApplication.Outcome;
import dev.weft.engine.common.Clock;
import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.WeftException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JobFollowerTest {

    private static final JobID JOB = JobID.fromHexString("0123456789abcdef0123456789abcdef");

    private final FakeCluster cluster = new FakeCluster();
    private final List<String> lines = new ArrayList<>();
    private long nowMs;

    private JobOutcome follow() throws InterruptedException {
        Clock clock = new Clock() {
            @Override
            public long nanoTime() {
                return nowMs * 1_000_000;
            }

            @Override
            public long epochMs() {
                return nowMs;
            }
        };
        return new JobFollower(JOB, cluster, cluster, lines::add, clock, ms -> nowMs += ms).follow();
    }

    private static WeftException gone() {
        return new WeftException(ErrorCode.CONNECTION_LOST, "the JobManager at node1:4711 went away");
    }

    @Test
    void everyStatusIsToldOnce() throws Exception {
        cluster.answers.add(JobStatus.CREATED);
        cluster.answers.add(JobStatus.RUNNING);
        cluster.answers.add(JobStatus.RUNNING);
        cluster.answers.add(JobOutcome.finished(7, Map.of()));
        assertThat(follow().runtimeMs()).isEqualTo(7);
        assertThat(lines)
                .containsExactly(
                        "Job " + JOB.toHexString() + " is CREATED",
                        "Job " + JOB.toHexString() + " is RUNNING",
                        "Job " + JOB.toHexString() + " is FINISHED");
    }

    @Test
    void everyRestartIsToldWithWhatFailedAlsoWhenItWasOverBeforeItWasSeen() throws Exception {
        cluster.latestFailure = Optional.of("map (1/2): java.lang.IllegalStateException: boom");
        cluster.answers.add(new JobEndpoint.JobState(JobStatus.RUNNING, 0));
        cluster.answers.add(new JobEndpoint.JobState(JobStatus.RESTARTING, 1));
        cluster.answers.add(new JobEndpoint.JobState(JobStatus.RUNNING, 1));
        cluster.answers.add(new JobEndpoint.JobState(JobStatus.RUNNING, 3));
        cluster.answers.add(JobOutcome.finished(7, Map.of()));
        follow();
        String name = "Job " + JOB.toHexString();
        assertThat(lines)
                .containsExactly(
                        name + " is RUNNING",
                        name + " is RESTARTING, restart 1: map (1/2): java.lang.IllegalStateException: boom",
                        name + " is RUNNING",
                        name + " is RUNNING, restart 3: map (1/2): java.lang.IllegalStateException: boom",
                        name + " is FINISHED");
    }

    @Test
    void whenTheJobManagerIsGoneTheClusterTellsTheEnd() throws Exception {
        cluster.answers.add(gone());
        cluster.endings.add(Optional.empty());
        cluster.endings.add(Optional.of(new Ending(Outcome.FAILED, "container_1 was killed")));
        JobOutcome outcome = follow();
        assertThat(outcome.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(outcome.failure()).isEqualTo("container_1 was killed");
        assertThat(outcome.runtimeMs()).isNegative();
    }

    @Test
    void anApplicationThatSucceededBehindOurBackIsASuccess() throws Exception {
        cluster.answers.add(gone());
        cluster.endings.add(Optional.of(new Ending(Outcome.SUCCEEDED, "")));
        assertThat(follow().verdict()).isEqualTo(Verdict.FINISHED);
    }

    @Test
    void anApplicationThatSomebodyKilledWasCanceled() throws Exception {
        cluster.answers.add(gone());
        cluster.endings.add(Optional.of(new Ending(Outcome.KILLED, "killed by user root")));
        assertThat(follow().verdict()).isEqualTo(Verdict.CANCELED);
    }

    @Test
    void aJobManagerThatIsSilentForLongIsToldOnce() throws Exception {
        for (int i = 0; i < 80; i++) {
            cluster.answers.add(gone());
        }
        cluster.answers.add(JobOutcome.finished(7, Map.of()));
        follow();
        assertThat(lines)
                .containsExactly(
                        "Trying on to follow the job in app-1: the JobManager at node1:4711 went away",
                        "Job " + JOB.toHexString() + " is FINISHED");
    }
}
