package dev.weft.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.api.common.JobID;
import dev.weft.client.spi.ApplicationRef;
import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.WeftException;
import dev.weft.engine.rest.api.OperationStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the commands for savepoints and checkpoints print, word for word: scripts parse it. */
class StateCommandsTest {

    private static final String JOB = "0123456789abcdef0123456789abcdef";
    private static final OperationStatus UNDER_WAY =
            new OperationStatus(false, Optional.empty(), OptionalLong.empty(), Optional.empty());

    @TempDir
    private Path dir;

    private final FlinkCommand command = new FlinkCommand();
    private final FakeCluster cluster = command.cluster();

    private void completesAt(String path) {
        cluster.outcomes.add(new OperationStatus(true, Optional.of(path), OptionalLong.empty(), Optional.empty()));
    }

    private void fails(String why) {
        cluster.outcomes.add(new OperationStatus(true, Optional.empty(), OptionalLong.empty(), Optional.of(why)));
    }

    private int flink(String typed) {
        return command.run(typed.split(" "));
    }

    @Test
    void aSavepointIsToldWithItsPath() {
        completesAt("hdfs:/sp/savepoint-1");
        assertThat(flink("savepoint " + JOB + " hdfs:/sp -yid app-7")).isZero();
        assertThat(command.out())
                .isEqualTo("Triggering savepoint for job " + JOB + ".\n"
                        + "Waiting for response...\n"
                        + "Savepoint completed. Path: hdfs:/sp/savepoint-1\n"
                        + "You can resume your program from this savepoint with the run command.\n");
        assertThat(command.err()).isEmpty();
        assertThat(cluster.asked).containsExactly("CANONICAL savepoint in hdfs:/sp");
        assertThat(cluster.found).containsExactly(new ApplicationRef("app-7", "-yid"));
    }

    @Test
    void aJobManagerCanBeNamedByItsAddress() {
        completesAt("hdfs:/sp/savepoint-1");
        assertThat(flink("savepoint -m node1:8081 " + JOB)).isZero();
        assertThat(cluster.found).isEmpty();
        assertThat(cluster.asked).containsExactly("CANONICAL savepoint in ?");
    }

    @Test
    void detachedTheCommandReturnsWithTheTriggerId() {
        assertThat(flink("savepoint -yid app-7 -type native " + JOB + " hdfs:/sp -detached"))
                .isZero();
        assertThat(command.out())
                .isEqualTo("Triggering savepoint in detached mode for job " + JOB + ".\n"
                        + "Successfully trigger manual savepoint, triggerId: " + "0a".repeat(16) + "\n");
        assertThat(cluster.asked).containsExactly("NATIVE savepoint in hdfs:/sp");
    }

    @ParameterizedTest
    @CsvSource({
        "stop -yid a " + JOB + ", Suspending, stop with CANONICAL savepoint in ?",
        "stop -yid a -p " + JOB + ", Suspending, stop with CANONICAL savepoint in ?",
        "stop -yid a -p hdfs:/sp " + JOB + ", Suspending, stop with CANONICAL savepoint in hdfs:/sp",
        "stop --savepointPath hdfs:/sp " + JOB + " -yid a, Suspending, stop with CANONICAL savepoint in hdfs:/sp",
        "stop -yid a -d -p=hdfs:/sp " + JOB + ", Draining, drain with CANONICAL savepoint in hdfs:/sp",
        "stop -yid a --drain --type NATIVE " + JOB + ", Draining, drain with NATIVE savepoint in ?",
    })
    void aJobIsStoppedWithASavepoint(String typed, String verb, String asked) {
        completesAt("file:/sp/savepoint-1");
        assertThat(flink(typed)).isZero();
        assertThat(command.out())
                .isEqualTo(verb + " job \"" + JOB + "\" with a savepoint.\n"
                        + "Savepoint completed. Path: file:/sp/savepoint-1\n");
        assertThat(cluster.asked).containsExactly(asked);
    }

    @ParameterizedTest
    @ValueSource(strings = {"stop", "savepoint", "checkpoint", "cancel", "cancel -s"})
    void theApplicationIsFoundByTheJobWhenNoneIsNamed(String command) {
        completesAt("hdfs:/sp/savepoint-1");
        assertThat(flink(command + " " + JOB)).as(this.command.err()).isZero();
        assertThat(cluster.found).isEmpty();
        assertThat(cluster.foundByJob).containsExactly(JobID.fromHexString(JOB));
    }

    @Test
    void aJobIsCancelledWithASavepoint() {
        completesAt("hdfs:/sp/savepoint-1");
        assertThat(flink("cancel -yid a -s " + JOB)).isZero();
        assertThat(command.out())
                .isEqualTo("Cancelling job " + JOB + " with savepoint to default savepoint directory.\n"
                        + "Cancelled job " + JOB + ". Savepoint stored in hdfs:/sp/savepoint-1.\n");
        command.forgetOutput();
        completesAt("hdfs:/sp/savepoint-2");
        assertThat(flink("cancel -s hdfs:/sp " + JOB + " -yid a")).isZero();
        assertThat(command.out()).startsWith("Cancelling job " + JOB + " with savepoint to hdfs:/sp.\n");
        assertThat(cluster.asked)
                .containsExactly("cancel with CANONICAL savepoint in ?", "cancel with CANONICAL savepoint in hdfs:/sp");
        assertThat(cluster.canceled).isEmpty();
    }

    @Test
    void aCheckpointIsToldByTypeAndId() {
        OperationStatus done = new OperationStatus(true, Optional.empty(), OptionalLong.of(26), Optional.empty());
        cluster.outcomes.add(done);
        assertThat(flink("checkpoint -yid a " + JOB)).isZero();
        assertThat(command.out())
                .isEqualTo("Triggering checkpoint for job " + JOB + ".\n"
                        + "Waiting for response...\n"
                        + "Checkpoint(CONFIGURED) 26 for job " + JOB + " completed.\n"
                        + "You can resume your program from this checkpoint with the run command.\n");
        cluster.outcomes.add(done);
        assertThat(flink("checkpoint -yid a -full " + JOB)).isZero();
        assertThat(command.out()).contains("Checkpoint(FULL) 26 for job " + JOB + " completed.");
        assertThat(cluster.asked).containsExactly("CONFIGURED checkpoint", "FULL checkpoint");
    }

    @Test
    void progressGoesToStandardError() {
        cluster.progress = Optional.of("Savepoint 7: 3 of 8 subtasks have acknowledged, 1.5 MB written");
        cluster.outcomes.add(UNDER_WAY);
        completesAt("hdfs:/sp/savepoint-1");
        assertThat(flink("savepoint -yid a " + JOB)).isZero();
        assertThat(command.err()).isEqualTo("Savepoint 7: 3 of 8 subtasks have acknowledged, 1.5 MB written\n");
        assertThat(command.out()).contains("Savepoint completed. Path: hdfs:/sp/savepoint-1\n");
    }

    @ParameterizedTest
    @CsvSource({"savepoint", "stop", "checkpoint", "cancel -s"})
    void aFailureIsOneLineAndExitCodeOne(String verb) {
        fails("it is not said where the savepoint is to be");
        assertThat(flink(verb + " " + JOB + " -yid a")).isEqualTo(1);
        assertThat(command.err()).isEqualTo("error: it is not said where the savepoint is to be\n");
        assertThat(command.out()).doesNotContain("completed", "Cancelled");
    }

    @Test
    void aSavepointIsDisposedByTheApplicationThatIsNamed() {
        cluster.outcomes.add(new OperationStatus(true, Optional.empty(), OptionalLong.empty(), Optional.empty()));
        assertThat(flink("savepoint -d hdfs:/sp/savepoint-1 -yid a")).isZero();
        assertThat(command.out())
                .isEqualTo("Disposing savepoint 'hdfs:/sp/savepoint-1'.\n"
                        + "Waiting for response...\n"
                        + "Savepoint 'hdfs:/sp/savepoint-1' disposed.\n");
        assertThat(cluster.asked).containsExactly("disposal of hdfs:/sp/savepoint-1");
    }

    @Test
    void withoutAnApplicationASavepointIsDisposedHere() throws Exception {
        Path savepoint = Files.createDirectory(dir.resolve("savepoint-1"));
        assertThat(flink("savepoint --dispose " + savepoint + " " + JOB)).isEqualTo(1);
        assertThat(command.err())
                .isEqualTo("error: file:" + savepoint
                        + " holds no complete checkpoint or savepoint: it has no _metadata; the directory is empty\n");
        assertThat(savepoint).exists();
        assertThat(cluster.asked).isEmpty();
    }

    @Test
    void aJobManagerThatRefusesIsToldInOneLine() {
        cluster.silent = new WeftException(ErrorCode.EXTERNAL_SERVICE, "refused (404): Job " + JOB + " not found");
        assertThat(flink("stop -yid a " + JOB)).isEqualTo(1);
        assertThat(command.err()).isEqualTo("error: refused (404): Job " + JOB + " not found\n");
    }
}
