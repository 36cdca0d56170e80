package dev.weft.yarn.common.hadoop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.engine.common.WeftException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.security.Credentials;
import org.apache.hadoop.security.token.Token;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HadoopConfigurationTest {

    @TempDir
    Path dir;

    private Path site(String name, String file, String key, String value) throws IOException {
        Path conf = Files.createDirectories(dir.resolve(name));
        Files.writeString(
                conf.resolve(file),
                "<configuration><property><name>" + key + "</name><value>" + value
                        + "</value></property></configuration>");
        return conf;
    }

    @Test
    void theNamedDirectoryIsRead() throws IOException {
        Path conf = site("conf", "yarn-site.xml", "yarn.resourcemanager.hostname", "rm-1");

        assertThat(HadoopConfiguration.forClient(Map.of("HADOOP_CONF_DIR", conf.toString()))
                        .get("yarn.resourcemanager.address"))
                .isEqualTo("rm-1:8032");
    }

    @Test
    void aMissingVariableSaysWhatToDo() {
        assertThatThrownBy(() -> HadoopConfiguration.forClient(Map.of()))
                .isInstanceOf(WeftException.class)
                .hasMessageContaining("HADOOP_CONF_DIR is not set");
    }

    @Test
    void aVariableThatPointsNowhereIsNamedWithItsValue() throws IOException {
        Path empty = Files.createDirectories(dir.resolve("empty"));

        assertThatThrownBy(() -> HadoopConfiguration.forClient(Map.of("HADOOP_CONF_DIR", "/no/such/dir")))
                .hasMessageContaining("HADOOP_CONF_DIR points to /no/such/dir, which is not a directory");
        assertThatThrownBy(() -> HadoopConfiguration.forClient(Map.of("YARN_CONF_DIR", empty.toString())))
                .hasMessageContaining("YARN_CONF_DIR points to " + empty + ", which has no readable core-site.xml");
    }

    @Test
    void inAContainerTheFirstDirectoryWins() throws IOException {
        Path first = site("first", "core-site.xml", "fs.defaultFS", "hdfs://first");
        Path second = site("second", "core-site.xml", "fs.defaultFS", "hdfs://second");

        assertThat(HadoopConfiguration.forContainer(
                                Map.of("WEFT_HADOOP_CONF", "/none:" + first, "HADOOP_CONF_DIR", second.toString()))
                        .get("fs.defaultFS"))
                .isEqualTo("hdfs://first");
    }

    @Test
    void deadlinesAreSetOnACopy() {
        Configuration configuration = new Configuration(false);

        assertThat(HadoopConfiguration.withDeadlines(configuration, Duration.ofSeconds(20))
                        .getLong("yarn.resourcemanager.connect.max-wait.ms", 0))
                .isEqualTo(20_000);
        assertThat(configuration.get("yarn.resourcemanager.connect.max-wait.ms"))
                .isNull();
    }

    @Test
    void executorsNeverGetTheApplicationMastersToken() {
        Credentials own = new Credentials();
        own.addToken(
                new Text("rm"), new Token<>(new byte[1], new byte[1], new Text("YARN_AM_RM_TOKEN"), new Text("rm")));
        own.addToken(
                new Text("nn"),
                new Token<>(new byte[1], new byte[1], new Text("HDFS_DELEGATION_TOKEN"), new Text("nn")));
        own.addSecretKey(new Text("s"), new byte[] {7});

        Credentials given = ApplicationTokens.forExecutors(own);

        assertThat(given.getTokenMap()).containsOnlyKeys(new Text("nn"));
        assertThat(given.getSecretKey(new Text("s"))).containsExactly(7);
    }
}
