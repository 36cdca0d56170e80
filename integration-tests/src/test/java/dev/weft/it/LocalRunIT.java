package dev.weft.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code bin/flink run -t local} on a machine without Hadoop. */
class LocalRunIT {

    private static final Duration PATIENCE = Duration.ofSeconds(45);

    @TempDir
    Path directory;

    @Test
    void aLocalRunNeedsNothingOfHadoop() throws Exception {
        Path input = Files.writeString(directory.resolve("input.txt"), "to be or not to be");
        Flink.Result result = new Flink(Map.of("HADOOP_CONF_DIR", "/no/such/directory"), directory)
                .run(
                        PATIENCE,
                        "run",
                        "-t",
                        "local",
                        "examples/streaming/WordCount.jar",
                        "--input",
                        input.toUri().toString());

        assertThat(result.exitCode()).as(result.toString()).isZero();
        assertThat(result.out()).contains("(be,2)");
    }
}
