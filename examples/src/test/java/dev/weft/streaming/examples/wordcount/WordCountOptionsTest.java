package dev.weft.streaming.examples.wordcount;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.api.common.InvalidProgramException;
import dev.weft.api.common.RuntimeExecutionMode;
import dev.weft.api.java.tuple.Tuple2;
import dev.weft.core.fs.Path;
import dev.weft.util.Collector;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WordCountOptionsTest {
    @TempDir
    java.nio.file.Path directory;

    private static WordCountOptions parse(String... args) {
        return WordCountOptions.parse(args);
    }

    @Test
    void withoutOptionsTheBuiltInTextIsPrinted() throws Exception {
        WordCountOptions options = parse();
        options.check();

        assertThat(options.inputs()).isEmpty();
        assertThat(options.output()).isEmpty();
        assertThat(options.executionMode()).isEmpty();
    }

    @Test
    void everyOptionIsRead() {
        WordCountOptions options = parse(
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
        assertThat(options.discoveryInterval()).contains(Duration.ofSeconds(10));
    }

    @Test
    void wrongOptionsAreNamedInOneLine() {
        assertThatThrownBy(() -> parse("--inptu", "/a")).hasMessageContaining("--inptu");
        assertThatThrownBy(() -> parse("--output")).hasMessageContaining("--output has no value");
        assertThatThrownBy(() -> parse("--output", "/a", "--output", "/b")).hasMessageContaining("2 times");
        assertThatThrownBy(() -> parse("--execution-mode", "fast")).hasMessageContaining("'fast'");
        assertThatThrownBy(() -> parse("--discovery-interval", "often")).hasMessageContaining("'often'");
        assertThatThrownBy(() -> parse("--discovery-interval", "0 s")).hasMessageContaining("above zero");
    }

    @Test
    void anInputThatIsNotThereIsNamed() {
        Path missing = Path.fromLocalFile(directory.resolve("missing").toFile());

        assertThatThrownBy(() -> parse("--input", missing.toString()).check())
                .isInstanceOf(InvalidProgramException.class)
                .hasMessage("--input " + missing + " does not exist");
    }

    @Test
    void theOutputMustBeNewOrEmpty() throws Exception {
        parse("--output", directory.resolve("new").toString()).check();
        parse("--output", directory.toString()).check();
        Files.writeString(directory.resolve("part-0"), "old");

        assertThatThrownBy(() -> parse("--output", directory.toString()).check())
                .hasMessageContaining("is not empty");
        assertThatThrownBy(() -> parse("--output", directory.resolve("part-0").toString())
                        .check())
                .hasMessageContaining("is a file");
    }

    @Test
    void linesAreSplitIntoLowerCaseWords() {
        List<Tuple2<String, Integer>> words = new ArrayList<>();
        new WordCount.Tokenizer().flatMap("  \"To be, or NOT--to be?\" 'tis_1", new ListCollector<>(words));

        assertThat(words).extracting(word -> word.f0).containsExactly("to", "be", "or", "not", "to", "be", "tis_1");
        assertThat(words).allMatch(word -> word.f1 == 1);
    }

    private record ListCollector<T>(List<T> collected) implements Collector<T> {
        @Override
        public void collect(T element) {
            collected.add(element);
        }

        @Override
        public void close() {}
    }
}
