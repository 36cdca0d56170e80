package dev.weft.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.programs.Collects;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Results come back from the cluster to the program that runs the job. */
class CollectIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String ONE_EXECUTOR = "2";
    private static final String TWO_EXECUTORS = "1";

    @RegisterExtension
    final OnCluster on = new OnCluster();

    private Flink.Result collect(String way, String slotsOfAnExecutor) throws Exception {
        return on.flink()
                .run(
                        PATIENCE,
                        "run",
                        "-m",
                        "yarn-cluster",
                        "-p",
                        "2",
                        "-yjm",
                        "768",
                        "-ytm",
                        "1024",
                        "-ys",
                        slotsOfAnExecutor,
                        Jars.of(Collects.class, on.directory()),
                        way);
    }

    private String statusOf(Flink.Result result) {
        return on.cluster().awaitEnd(result.application(), PATIENCE).finalStatus();
    }

    @ParameterizedTest
    @ValueSource(strings = {ONE_EXECUTOR, TWO_EXECUTORS})
    void everyElementComesBackOnce(String slots) throws Exception {
        Flink.Result result = collect("all", slots);
        assertThat(result.exitCode()).as(result.toString()).isZero();
        assertThat(result.out()).contains("all: 200000 numbers, sum 20000100000");
        assertThat(statusOf(result)).isEqualTo("SUCCEEDED");
    }

    @ParameterizedTest
    @ValueSource(strings = {ONE_EXECUTOR, TWO_EXECUTORS})
    void twoStreamsOfOneProgramAreTakenAtTheSameTime(String slots) throws Exception {
        Flink.Result result = collect("two", slots);
        assertThat(result.exitCode()).as(result.toString()).isZero();
        assertThat(result.out())
                .contains("odd: 100000 numbers, sum 10000000000")
                .contains("even: 100000 numbers, sum 10000100000")
                .contains("FINISHED");
        assertThat(statusOf(result)).isEqualTo("SUCCEEDED");
    }

    @ParameterizedTest
    @ValueSource(strings = {ONE_EXECUTOR, TWO_EXECUTORS})
    void theFirstOfAnEndlessStreamAreEnoughAndEndTheJob(String slots) throws Exception {
        Flink.Result result = collect("first", slots);
        assertThat(result.exitCode()).as(result.toString()).isZero();
        assertThat(result.out()).contains("first: 5000");
        assertThat(statusOf(result)).isEqualTo("KILLED");
    }

    @Test
    void theProgramIsToldWhyItsJobFailed() throws Exception {
        Flink.Result result = collect("fails", TWO_EXECUTORS);
        assertThat(result.exitCode()).as(result.toString()).isEqualTo(1);
        assertThat(result.out() + result.err()).contains("user says no to 100000");
        assertThat(statusOf(result)).isEqualTo("FAILED");
    }
}
