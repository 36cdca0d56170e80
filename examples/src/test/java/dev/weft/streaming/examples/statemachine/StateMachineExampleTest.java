package dev.weft.streaming.examples.statemachine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.streaming.examples.testing.LocalRun;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StateMachineExampleTest {
    private static final int COUNT = 50_000;

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void everyStepThatIsNotAllowedRaisesOneAlert(int parallelism) throws Exception {
        List<String> expected = expected(0.02);
        assertThat(expected).hasSizeBetween(800, 1200);
        assertThat(run(parallelism, "0.02")).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void connectionsThatBehaveRaiseNone() throws Exception {
        assertThat(run(2, "0")).isEmpty();
    }

    private List<String> run(int parallelism, String errorRate) throws Exception {
        return LocalRun.lines(
                directory.resolve("out"),
                parallelism,
                StateMachineExample::main,
                "--count",
                "" + COUNT,
                "--rps",
                "100000000",
                "--error-rate",
                errorRate);
    }

    private static List<String> expected(double errorRate) {
        Traffic traffic = new Traffic(errorRate);
        Map<Integer, ConnectionState> states = new HashMap<>();
        List<String> alerts = new ArrayList<>();
        for (long i = 0; i < COUNT; i++) {
            Event event = traffic.map(i);
            ConnectionState state = states.getOrDefault(event.address(), ConnectionState.CLOSED);
            state.after(event.step()).ifPresentOrElse(next -> states.put(event.address(), next), () -> {
                alerts.add("address " + event.address() + ": " + event.step() + " is not allowed when " + state);
                states.remove(event.address());
            });
        }
        return alerts;
    }
}
