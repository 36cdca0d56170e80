package dev.weft.yarn.common.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.configuration.Configuration;
import dev.weft.engine.common.WeftException;
import dev.weft.yarn.common.launch.ShellWord;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ContainerSettingsTest {

    private final Configuration configuration = Configuration.fromMap(Map.of(
            "env.java.opts.all", " -Da=1  -Db=2 ",
            "env.java.opts.jobmanager", "-Dm=3",
            "env.java.home", "/jdk",
            "containerized.master.env.", "nameless",
            "containerized.master.env.TZ", "UTC",
            "containerized.taskmanager.env.JAVA_HOME", "/other"));

    @Test
    void optionsOfAKindFollowThoseOfEveryProcess() {
        assertThat(ContainerSettings.ofMaster(configuration).jvmOptions())
                .isEqualTo(ShellWord.literals(List.of("-Da=1", "-Db=2", "-Dm=3")));
        assertThat(ContainerSettings.ofExecutor(configuration).jvmOptions())
                .isEqualTo(ShellWord.literals(List.of("-Da=1", "-Db=2")));
    }

    @Test
    void aCollectorIsAddedUnlessTheUserChoosesOneBecauseAJvmDoesNotStartWithTwo() {
        assertThat(ContainerSettings.ofMaster(configuration).jvmOptionsAfter("-XX:+UseSerialGC"))
                .isEqualTo(ShellWord.literals(List.of("-XX:+UseSerialGC", "-Da=1", "-Db=2", "-Dm=3")));
        Configuration chosen = Configuration.fromMap(Map.of(
                "env.java.opts.all", "-XX:+UseZGC",
                "env.java.opts.taskmanager", "-XX:+UseGCOverheadLimit"));
        assertThat(ContainerSettings.ofExecutor(chosen).jvmOptionsAfter("-XX:+UseParallelGC"))
                .isEqualTo(ShellWord.literals(List.of("-XX:+UseZGC", "-XX:+UseGCOverheadLimit")));
        Configuration about = Configuration.fromMap(Map.of("env.java.opts.all", "-XX:+UseGCOverheadLimit"));
        assertThat(ContainerSettings.ofExecutor(about).jvmOptionsAfter("-XX:+UseParallelGC"))
                .isEqualTo(ShellWord.literals(List.of("-XX:+UseParallelGC", "-XX:+UseGCOverheadLimit")));
    }

    @Test
    void aQuoteThatIsNotClosedIsRefusedWithTheOptionsName() {
        Configuration open = Configuration.fromMap(Map.of("env.java.opts.taskmanager", "-Da=1 -Db='x y"));
        assertThatThrownBy(() -> ContainerSettings.ofExecutor(open))
                .isInstanceOf(WeftException.class)
                .hasMessage("env.java.opts.taskmanager: the quote ' at character 11 of '-Da=1 -Db='x y' is not closed;"
                        + " close it, or write \\' for the character itself");
    }

    @Test
    void aKindSeesItsOwnVariablesAndTheyWinOverTheCommonJavaHome() {
        assertThat(ContainerSettings.ofMaster(configuration).variables())
                .isEqualTo(Map.of("JAVA_HOME", "/jdk", "TZ", "UTC"));
        assertThat(ContainerSettings.ofExecutor(configuration).variables()).isEqualTo(Map.of("JAVA_HOME", "/other"));
    }
}
