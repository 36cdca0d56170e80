package dev.weft.streaming.examples.async;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.streaming.examples.testing.LocalRun;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AsyncIOExampleTest {
    private static final int COUNT = 500;
    private static final List<String> ANSWERS = IntStream.range(0, COUNT)
            .mapToObj(i -> "the square of " + i + " is " + i * i)
            .toList();

    @TempDir
    Path directory;

    @Test
    void orderedAnswersComeInTheOrderOfTheQuestions() throws Exception {
        assertThat(run(1, "ordered")).containsExactlyElementsOf(ANSWERS);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void everyQuestionIsAnsweredOnce(int parallelism) throws Exception {
        assertThat(run(parallelism, "unordered")).containsExactlyInAnyOrderElementsOf(ANSWERS);
    }

    private List<String> run(int parallelism, String mode) throws Exception {
        return LocalRun.lines(
                directory.resolve("out"),
                parallelism,
                AsyncIOExample::main,
                "--waitMode",
                mode,
                "--maxCount",
                "" + COUNT);
    }
}
