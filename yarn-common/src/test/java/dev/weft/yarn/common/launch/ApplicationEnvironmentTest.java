package dev.weft.yarn.common.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.engine.common.WeftException;
import dev.weft.engine.resourcemanager.spi.ResourceProvider.WorkerDemand;
import dev.weft.engine.resourcemanager.spi.ResourceProvider.WorkerSpec;
import dev.weft.yarn.common.launch.ApplicationEnvironment.Node;
import java.net.URI;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ApplicationEnvironmentTest {

    private static final StagedFile ARCHIVE = new StagedFile(
            "weft",
            URI.create("hdfs://nn:8020/user/it's%20me/.flink/cache/ab/weft.tar"),
            12_345_678_901L,
            1_767_225_600_123L,
            StagedFile.Kind.ARCHIVE,
            StagedFile.Sharing.PUBLIC);
    private static final StagedFile JAR = new StagedFile(
            "usrlib/my $job;`x`,\"1|2\".jar",
            URI.create("hdfs://nn:8020/user/a/.flink/application_1_1/usrlib/x.jar"),
            5,
            6,
            StagedFile.Kind.FILE,
            StagedFile.Sharing.APPLICATION);

    @Test
    void whatTheClientWritesIsWhatTheApplicationMasterReads() {
        ApplicationEnvironment written = new ApplicationEnvironment(
                URI.create("hdfs://nn:8020/user/a/.flink/application_1_1"),
                List.of(new WorkerDemand(new WorkerSpec(4, 1_728_053_248L, 2), 3)),
                List.of(new Node("/default-rack", "node-1.example.org"), new Node("/r,2", "node_2")),
                new ContainerFiles(ARCHIVE, List.of("a.jar", "b c.jar"), List.of(JAR)),
                List.of("$HADOOP_CONF_DIR", "{{HADOOP_COMMON_HOME}}/share/hadoop/common/*"));

        assertThat(ApplicationEnvironment.read(written.variables())).isEqualTo(written);
    }

    @Test
    void noVariableHoldsACharacterThatAShellReadsBetweenDoubleQuotes() {
        ApplicationEnvironment written = new ApplicationEnvironment(
                URI.create("hdfs://nn/%24x"),
                List.of(),
                List.of(),
                new ContainerFiles(ARCHIVE, List.of("$a.jar"), List.of(JAR)),
                List.of("$HADOOP_CONF_DIR", "`x`\\\"\n"));

        assertThat(written.variables().values())
                .allSatisfy(value -> assertThat(value)
                        .doesNotContainAnyWhitespaces()
                        .doesNotContain("$")
                        .doesNotContain("`")
                        .doesNotContain("\\")
                        .doesNotContain("\""));
        assertThat(ApplicationEnvironment.read(written.variables())).isEqualTo(written);
    }

    @Test
    void manyNodesAreNotNamed() {
        List<Node> many = Collections.nCopies(17, new Node("/default-rack", "node"));

        assertThat(new ApplicationEnvironment(
                                URI.create("hdfs://nn/x"),
                                List.of(),
                                many,
                                new ContainerFiles(ARCHIVE, List.of(), List.of()),
                                List.of())
                        .nodes())
                .isEmpty();
    }

    @Test
    void theUsersJarsAreTheFilesBelowUsrlib() {
        assertThat(new ContainerFiles(ARCHIVE, List.of(), List.of(JAR, rename(JAR, "flink-conf.yaml"))).userJars())
                .containsExactly(JAR.name());
    }

    private static StagedFile rename(StagedFile file, String name) {
        return new StagedFile(name, file.uri(), file.bytes(), file.modifiedMs(), file.kind(), file.sharing());
    }

    @Test
    void anExecutorReadsWhereItsJobManagerIs() {
        ExecutorEnvironment written = new ExecutorEnvironment("::1", 40123, new WorkerSpec(2, 1L << 30, 1));

        assertThat(ExecutorEnvironment.read(written.variables())).isEqualTo(written);
    }

    @Test
    void aContainerIdTellsApplicationAndAttempt() {
        assertThat(ContainerIdentity.read(Map.of(
                        "CONTAINER_ID", "container_e17_1410901177871_0001_02_000005",
                        "NM_HOST", "node-1",
                        "HADOOP_TOKEN_FILE_LOCATION", "/x/tokens")))
                .isEqualTo(new ContainerIdentity(
                        "container_e17_1410901177871_0001_02_000005",
                        "application_1410901177871_0001",
                        2,
                        "node-1",
                        Path.of("/x/tokens")));
    }

    @Test
    void startingByHandNamesTheMissingVariable() {
        assertThatThrownBy(() -> ContainerIdentity.read(Map.of()))
                .isInstanceOf(WeftException.class)
                .hasMessageContaining("CONTAINER_ID")
                .hasMessageContaining("not by hand");
    }
}
