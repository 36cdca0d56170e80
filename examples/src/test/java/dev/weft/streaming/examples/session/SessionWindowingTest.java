package dev.weft.streaming.examples.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.streaming.examples.testing.LocalRun;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SessionWindowingTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void clicksThatFollowEachOtherSoonAreOneSession(int parallelism) throws Exception {
        assertThat(LocalRun.lines(directory.resolve("out"), parallelism, SessionWindowing::main))
                .containsExactlyInAnyOrder("(a,1,1)", "(b,1,3)", "(c,6,3)", "(a,10,2)", "(b,20,1)");
    }
}
