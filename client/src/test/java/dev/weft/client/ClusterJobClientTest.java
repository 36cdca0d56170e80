package dev.weft.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.api.common.JobExecutionResult;
import dev.weft.api.common.JobID;
import dev.weft.api.common.JobStatus;
import dev.weft.client.ClusterExecutor.ClientParts;
import dev.weft.client.ClusterExecutor.SubmissionMode;
import dev.weft.client.JobOutcome.Verdict;
import dev.weft.client.spi.Phases;
import dev.weft.engine.common.Clock;
import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.Payload;
import dev.weft.engine.common.WeftException;
import dev.weft.engine.graph.UserObjects;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a program can ask of a job whose JobManager has ended with it. */
@Timeout(20)
class ClusterJobClientTest {

    private static final WeftException GONE = new WeftException(ErrorCode.EXTERNAL_SERVICE, "the JobManager went away");

    private final FakeCluster cluster = new FakeCluster();
    private final Console console =
            new Console(new PrintStream(new ByteArrayOutputStream()), new PrintStream(new ByteArrayOutputStream()));
    private final ClusterJobClient client = new ClusterJobClient(
            JobID.fromHexString("0123456789abcdef0123456789abcdef"),
            "count",
            cluster,
            cluster,
            new ClientParts(
                    console,
                    new Phases(Clock.system(), Instant.now()),
                    new ClientShutdownHook(console),
                    Logging.start(),
                    (rest, settings) -> cluster,
                    () -> new JobID(1, 1)),
            new SubmissionMode(true, false),
            getClass().getClassLoader());

    private JobStatus status() throws Exception {
        return client.getJobStatus().get(10, TimeUnit.SECONDS);
    }

    @Test
    void theStatusOfAJobThatHasFinishedIsKnownWithoutItsJobManager() throws Exception {
        cluster.answers.add(JobOutcome.finished(1, Map.of()));
        assertThat(status()).isEqualTo(JobStatus.RUNNING);
        client.getJobExecutionResult().get(10, TimeUnit.SECONDS);
        cluster.silent = GONE;
        assertThat(status()).isEqualTo(JobStatus.FINISHED);
    }

    @Test
    void anAccumulatorThatCannotBeReadFailsOnlyThoseWhoAskForIt() throws Exception {
        cluster.answers.add(JobOutcome.finished(
                1, Map.of("seen", UserObjects.write(7, "seen"), "broken", new Payload(new byte[] {1, 2, 3, 4}))));
        JobExecutionResult result = client.getJobExecutionResult().get(10, TimeUnit.SECONDS);
        assertThat(result.getIntCounterResult("seen")).isEqualTo(7);
        assertThatThrownBy(() -> result.getAccumulatorResult("broken"))
                .hasMessage("accumulator 'broken' cannot be read back: java.io.StreamCorruptedException: invalid stream"
                        + " header: 01020304");
    }

    @Test
    void theStatusOfAJobThatHasFailedIsKnownWithoutItsJobManager() throws Exception {
        cluster.answers.add(JobOutcome.ended(Verdict.FAILED, 1, "no more"));
        assertThatThrownBy(() -> client.getJobExecutionResult().get(10, TimeUnit.SECONDS))
                .hasMessageContaining("no more");
        cluster.silent = GONE;
        assertThat(status()).isEqualTo(JobStatus.FAILED);
    }

    @Test
    void theStatusOfAJobThatNobodyFollowedIsAskedFor() {
        cluster.silent = GONE;
        assertThatThrownBy(this::status).hasMessageContaining("the JobManager went away");
    }
}
