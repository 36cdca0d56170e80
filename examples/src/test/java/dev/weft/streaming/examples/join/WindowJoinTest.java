package dev.weft.streaming.examples.join;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.streaming.examples.testing.LocalRun;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WindowJoinTest {
    private static final int COUNT = 700;
    private static final int WINDOW_MS = 20;

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void everyGradeMeetsEverySalaryOfThePersonInItsWindow(int parallelism) throws Exception {
        List<Grade> grades =
                LongStream.range(0, COUNT).mapToObj(new People.Grades(1)::map).toList();
        List<Salary> salaries =
                LongStream.range(0, COUNT).mapToObj(new People.Salaries(1)::map).toList();
        List<String> expected = new ArrayList<>();
        for (Grade grade : grades) {
            for (Salary salary : salaries) {
                if (grade.name().equals(salary.name()) && grade.time() / WINDOW_MS == salary.time() / WINDOW_MS) {
                    expected.add("(" + grade.name() + "," + grade.grade() + "," + salary.salary() + ")");
                }
            }
        }
        assertThat(expected).hasSizeGreaterThan(COUNT);

        assertThat(LocalRun.lines(
                        directory.resolve("out"),
                        parallelism,
                        WindowJoin::main,
                        "--count",
                        "" + COUNT,
                        "--rate",
                        "1000",
                        "--windowSize",
                        "" + WINDOW_MS))
                .containsExactlyInAnyOrderElementsOf(expected);
    }
}
