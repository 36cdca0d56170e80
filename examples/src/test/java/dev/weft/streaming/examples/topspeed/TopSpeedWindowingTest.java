package dev.weft.streaming.examples.topspeed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.streaming.examples.testing.LocalRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TopSpeedWindowingTest {
    private static final int CARS = 5;
    private static final int REPORTS = 5000;

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void everyFiftyMetresTheFastestOfTheLastTenSecondsIsTold(int parallelism) throws Exception {
        List<CarReport> reports = reports();
        assertThat(LocalRun.lines(
                        directory.resolve("out"),
                        parallelism,
                        TopSpeedWindowing::main,
                        "--cars",
                        "" + CARS,
                        "--count",
                        "" + REPORTS,
                        "--rate",
                        "1000000"))
                .containsExactlyInAnyOrderElementsOf(expected(reports));
    }

    @Test
    void reportsAreReadFromFiles() throws Exception {
        List<CarReport> reports = reports();
        Path input = Files.write(
                directory.resolve("reports"),
                reports.stream().map(CarReport::toString).toList());
        assertThat(LocalRun.lines(directory.resolve("out"), 2, TopSpeedWindowing::main, "--input", input.toString()))
                .containsExactlyInAnyOrderElementsOf(expected(reports));
    }

    @Test
    void aLineThatIsNoReportIsNamed() {
        assertThatThrownBy(() -> CarReport.parse("(1,fast)"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'(1,fast)' is not a line such as");
    }

    private static List<CarReport> reports() {
        Cars cars = new Cars(CARS);
        return LongStream.range(0, REPORTS).mapToObj(cars::map).toList();
    }

    /** The first fastest report among those of the last ten seconds, whenever the car is more than 50 metres further. */
    private static List<String> expected(List<CarReport> reports) {
        Map<Integer, List<CarReport>> seen = new HashMap<>();
        Map<Integer, Double> told = new HashMap<>();
        List<String> expected = new ArrayList<>();
        for (CarReport report : reports) {
            List<CarReport> recent = seen.computeIfAbsent(report.car(), car -> new ArrayList<>());
            recent.add(report);
            if (report.distance() - told.computeIfAbsent(report.car(), car -> report.distance()) <= 50) {
                continue;
            }
            told.put(report.car(), report.distance());
            recent.removeIf(old -> old.time() <= report.time() - 10_000);
            CarReport fastest = recent.get(0);
            for (CarReport candidate : recent) {
                fastest = candidate.speed() > fastest.speed() ? candidate : fastest;
            }
            expected.add(fastest.toString());
        }
        return expected;
    }
}
