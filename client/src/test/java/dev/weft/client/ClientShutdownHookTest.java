package dev.weft.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.api.common.JobID;
import dev.weft.client.ClusterExecutor.ClientParts;
import dev.weft.client.ClusterExecutor.SubmissionMode;
import dev.weft.client.spi.Phases;
import dev.weft.engine.common.Clock;
import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.WeftException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ClientShutdownHookTest {

    private static final JobID JOB = JobID.fromHexString("0123456789abcdef0123456789abcdef");

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Console console =
            new Console(new PrintStream(new ByteArrayOutputStream()), new PrintStream(err, true));
    private final ClientShutdownHook watch = new ClientShutdownHook(console);
    private final FakeCluster cluster = new FakeCluster();

    @BeforeEach
    void connected() {
        watch.arm();
        watch.connected(cluster);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private ClusterJobClient client(boolean cancelOnExit) {
        ClientParts parts = new ClientParts(
                console,
                new Phases(Clock.system(), Instant.now()),
                watch,
                Logging.start(),
                (rest, settings) -> cluster,
                () -> new JobID(1, 1));
        return new ClusterJobClient(
                JOB,
                "count",
                cluster,
                cluster,
                parts,
                new SubmissionMode(true, cancelOnExit),
                getClass().getClassLoader());
    }

    @Test
    void aProgramThatExitsBeforeItSubmitsIsToldOf() {
        watch.programStarts();
        watch.onExit(true);
        assertThat(err())
                .isEqualTo(
                        "warning: the program called System.exit before it submitted a job; nothing was submitted\n");
        assertThat(cluster.rolledBack).isTrue();
    }

    @Test
    void ofAProgramThatExitsAfterItsSubmissionNothingIsTold() {
        watch.programStarts();
        watch.jobSubmitted();
        watch.onExit(true);
        assertThat(err()).isEmpty();
    }

    @Test
    void aProgramThatExitsWhileItsJobIsFollowedLeavesItRunning() {
        watch.programStarts();
        watch.jobSubmitted();
        watch.following(client(false));
        watch.onExit(true);
        assertThat(err())
                .startsWith("warning: the program called System.exit; job " + JOB.toHexString() + " goes on in app-1");
        assertThat(cluster.canceled).isEmpty();
    }

    @Test
    void aSignalBeforeTheJobRunsUndoesWhatWasDone() {
        watch.programStarts();
        watch.onExit(false);
        assertThat(cluster.rolledBack).isTrue();
        assertThat(err()).isEqualTo("error: interrupted; the submission was undone: staging directory x was removed\n");
    }

    @Test
    void aSignalLeavesAFollowedJobRunningAndTellsHowToStopIt() {
        watch.jobSubmitted();
        watch.following(client(false));
        watch.onExit(false);
        assertThat(err())
                .isEqualTo("error: interrupted; job " + JOB.toHexString()
                        + " goes on in app-1 without this client; it is stopped by 'flink cancel -yid app-1 "
                        + JOB.toHexString() + "' or 'stop app-1'\n");
        assertThat(cluster.canceled).isEmpty();
    }

    @Test
    void aSignalCancelsTheJobIfTheUserAskedForThat() {
        cluster.answers.add(JobOutcome.ended(JobOutcome.Verdict.CANCELED, 1, ""));
        watch.jobSubmitted();
        watch.following(client(true));
        watch.onExit(false);
        assertThat(cluster.canceled).containsExactly(JOB);
        assertThat(err())
                .isEqualTo("error: interrupted; job " + JOB.toHexString() + " was canceled, as -sae asks for\n");
    }

    @Test
    void aJobThatCannotBeCanceledIsKilledWithItsApplication() {
        cluster.silent = new WeftException(ErrorCode.EXTERNAL_SERVICE, "gone");
        watch.jobSubmitted();
        watch.following(client(true));
        watch.onExit(false);
        assertThat(cluster.killed).isTrue();
        assertThat(err()).isEqualTo("error: interrupted; app-1 was killed, as -sae asks for\n");
    }

    @Test
    void afterTheEndNothingHappens() {
        watch.disarm();
        watch.onExit(false);
        assertThat(err()).isEmpty();
        assertThat(Map.of("rolledBack", cluster.rolledBack)).containsEntry("rolledBack", false);
    }
}
