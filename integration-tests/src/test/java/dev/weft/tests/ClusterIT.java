package dev.weft.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

@OnCluster
final class ClusterIT {

    @Test
    void hdfsKeepsWhatIsWrittenAndYarnHasANodeToRunContainers(Cluster cluster) throws Exception {
        byte[] content = "weft\n".repeat(100_000).getBytes(StandardCharsets.UTF_8);

        cluster.files().write("/tests/cluster/a file.txt", content);

        assertThat(cluster.files().list("/tests/cluster")).containsExactly("a file.txt");
        assertThat(cluster.files().read("/tests/cluster/a file.txt")).isEqualTo(content);
        assertThat(cluster.files().delete("/tests/cluster")).isTrue();
        assertThat(cluster.files().exists("/tests/cluster")).isFalse();
        assertThat(cluster.yarn("nodes?states=RUNNING")).contains("\"state\":\"RUNNING\"");
    }

    @Test
    void theDistributionHoldsNothingOfHadoop(Cluster cluster) throws Exception {
        try (var jars = Files.list(cluster.distribution().resolve("lib"))) {
            assertThat(jars.map(jar -> jar.getFileName().toString()))
                    .isNotEmpty()
                    .noneMatch(name -> name.contains("hadoop") || name.startsWith("netty"));
        }
    }
}
