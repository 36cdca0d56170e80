package dev.weft.streaming.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The test shown in docs/testing.md is compiled and run here. */
final class DocumentedExampleTest {

    private static final String EXAMPLE =
            "streaming-testing/src/test/java/dev/weft/streaming/testing/SessionTotalsTest.java";

    /** Tests are run in the module's directory, or in the one that has all modules. */
    private static Path root() {
        return Stream.of(Path.of(""), Path.of(".."))
                .map(Path::toAbsolutePath)
                .filter(directory -> Files.exists(directory.resolve(EXAMPLE)))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theExampleOfThePageIsTheTestThatRuns() throws IOException {
        String test = Files.readString(root().resolve(EXAMPLE));
        String shown = test.substring(test.indexOf("import "));
        assertThat(Files.readString(root().resolve("docs/testing.md"))).contains("```java\n" + shown + "```\n");
    }
}
