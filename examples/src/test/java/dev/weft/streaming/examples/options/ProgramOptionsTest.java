package dev.weft.streaming.examples.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.api.common.InvalidProgramException;
import dev.weft.api.common.RuntimeExecutionMode;
import dev.weft.core.fs.Path;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProgramOptionsTest {
    @TempDir
    java.nio.file.Path directory;

    private static ProgramOptions parse(String... args) {
        return ProgramOptions.parse(
                "Program", List.of("input", "output", "execution-mode", "discovery-interval", "count", "share"), args);
    }

    @Test
    void withoutOptionsTheBuiltInTextIsPrinted() throws Exception {
        ProgramOptions options = parse();
        options.checkFiles();

        assertThat(options.inputs()).isEmpty();
        assertThat(options.output()).isEmpty();
        assertThat(options.executionMode()).isEmpty();
    }

    @Test
    void everyOptionIsRead() {
        ProgramOptions options = parse(
                "--input",
                "/a",
                "--input",
                "hdfs:///b",
                "--output",
                "/c",
                "--execution-mode",
                "batch",
                "--discovery-interval",
                "10s");

        assertThat(options.inputs()).containsExactly(new Path("/a"), new Path("hdfs:///b"));
        assertThat(options.output()).contains(new Path("/c"));
        assertThat(options.executionMode()).contains(RuntimeExecutionMode.BATCH);
        assertThat(options.duration("discovery-interval")).contains(Duration.ofSeconds(10));
    }

    @Test
    void wrongOptionsAreNamedInOneLine() {
        assertThatThrownBy(() -> parse("--inptu", "/a")).hasMessageContaining("--inptu");
        assertThatThrownBy(() -> parse("--output")).hasMessageContaining("--output has no value");
        assertThatThrownBy(() -> parse("--output", "/a", "--output", "/b")).hasMessageContaining("2 times");
        assertThatThrownBy(() -> parse("--execution-mode", "fast").executionMode())
                .hasMessage("--execution-mode is 'fast', it must be STREAMING or BATCH or AUTOMATIC");
        assertThatThrownBy(() -> parse("--discovery-interval", "often").duration("discovery-interval"))
                .hasMessageContaining("'often'");
        assertThatThrownBy(() -> parse("--discovery-interval", "0 s").duration("discovery-interval"))
                .hasMessageContaining("above zero");
        assertThatThrownBy(() -> parse("--count", "0").number("count", 1, 10))
                .hasMessage("--count is '0', it must be a whole number from 1 to 10");
        assertThatThrownBy(() -> parse("--count", "ten").number("count", 1, 10)).hasMessageContaining("'ten'");
        assertThatThrownBy(() -> parse("--share", "NaN").share("share"))
                .hasMessage("--share is 'NaN', it must be a number from 0 to 1");
    }

    @Test
    void anInputThatIsNotThereIsNamed() {
        Path missing = Path.fromLocalFile(directory.resolve("missing").toFile());

        assertThatThrownBy(() -> parse("--input", missing.toString()).checkFiles())
                .isInstanceOf(InvalidProgramException.class)
                .hasMessage("--input " + missing + " does not exist");
    }

    @Test
    void theOutputMustBeNewOrEmpty() throws Exception {
        parse("--output", directory.resolve("new").toString()).checkFiles();
        parse("--output", directory.toString()).checkFiles();
        Files.writeString(directory.resolve("part-0"), "old");

        assertThatThrownBy(() -> parse("--output", directory.toString()).checkFiles())
                .hasMessageContaining("is not empty");
        assertThatThrownBy(() -> parse("--output", directory.resolve("part-0").toString())
                        .checkFiles())
                .hasMessageContaining("is a file");
    }
}
