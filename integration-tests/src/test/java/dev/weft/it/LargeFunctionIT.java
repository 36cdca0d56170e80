package dev.weft.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.programs.Heavy;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Functions that are larger than a control message reach the executors by files. */
class LargeFunctionIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final List<String> RUN = List.of(
            "run",
            "-m",
            "yarn-cluster",
            "-ys",
            "1",
            "-yjm",
            "768",
            "-ytm",
            "1024",
            "-Dtaskmanager.memory.managed.size=0");

    @RegisterExtension
    final OnCluster on = new OnCluster();

    private Flink.Result run(String parallelism, String... megabytes) throws Exception {
        Stream<String> program = Stream.concat(
                Stream.of("-p", parallelism, Jars.of(Heavy.class, on.directory())), Arrays.stream(megabytes));
        return on.flink().run(PATIENCE, Stream.concat(RUN.stream(), program).toArray(String[]::new));
    }

    @Test
    void aFunctionOfSeventyMegabytesRunsOnTwoExecutors() throws Exception {
        Flink.Result result = run("2", "70");
        assertThat(result.exitCode()).as(result.toString()).isZero();
        assertThat(result.out()).contains("sum 501500");
    }

    @Test
    void threeFunctionsOfTwentyFiveMegabytesRun() throws Exception {
        Flink.Result result = run("1", "25", "25", "25");
        assertThat(result.exitCode()).as(result.toString()).isZero();
        assertThat(result.out()).contains("sum 503500");
    }
}
