package dev.weft.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.programs.FindsItsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    /** As on YARN, see {@link FailureIT}. */
    @ParameterizedTest
    @CsvSource({"'', 0", "7, 7", "early, 5"})
    void aProgramExitsWithTheSameCodeThroughTheClientAndByItself(String argument, int code) throws Exception {
        String jar = Jars.of(FindsItsException.class, directory);
        List<String> arguments = argument.isEmpty() ? List.of() : List.of(argument);
        List<String> run = new ArrayList<>(List.of("run", "-t", "local", jar));
        run.addAll(arguments);
        Flink.Result client = new Flink(Map.of(), directory).run(PATIENCE, run.toArray(String[]::new));
        assertThat(client.exitCode()).as(client.toString()).isEqualTo(code);

        List<String> java = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-cp",
                Flink.HOME.resolve("lib") + "/*:" + jar,
                FindsItsException.class.getName()));
        java.addAll(arguments);
        Path output = directory.resolve("java.out");
        Process process = new ProcessBuilder(java)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(output)).isEqualTo(code);
    }
}
