package dev.weft.yarn.common.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.configuration.Configuration;
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
        assertThat(ContainerSettings.ofMaster(configuration).jvmOptions()).containsExactly("-Da=1", "-Db=2", "-Dm=3");
        assertThat(ContainerSettings.ofExecutor(configuration).jvmOptions()).containsExactly("-Da=1", "-Db=2");
    }

    @Test
    void aKindSeesItsOwnVariablesAndTheyWinOverTheCommonJavaHome() {
        assertThat(ContainerSettings.ofMaster(configuration).variables())
                .isEqualTo(Map.of("JAVA_HOME", "/jdk", "TZ", "UTC"));
        assertThat(ContainerSettings.ofExecutor(configuration).variables()).isEqualTo(Map.of("JAVA_HOME", "/other"));
    }
}
