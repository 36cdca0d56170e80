package dev.weft.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.runtime.state.StateInitializationContext;
import dev.weft.streaming.api.datastream.DataStream;
import dev.weft.streaming.api.datastream.KeyedStream;
import dev.weft.streaming.api.datastream.SingleOutputStreamOperator;
import dev.weft.streaming.api.environment.StreamExecutionEnvironment;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The pages that help users to begin name modules that exist, and call missing what is missing. */
class MovingPageTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path DOCS = ROOT.resolve("docs");
    private static final Pattern MODULE = Pattern.compile("\\b(weft-[a-z-]+[a-z])\\b");
    private static final Pattern ARTIFACT = Pattern.compile("<artifactId>(weft-[a-z-]+)</artifactId>");
    private static final Pattern MISSING =
            Pattern.compile("^\\| `(\\w+)\\.(\\w+)`((?:, `\\w+`)*) \\|", Pattern.MULTILINE);
    private static final Pattern NAME = Pattern.compile("\\w+");

    private static final Map<String, Class<?>> TYPES = Stream.of(
                    StreamExecutionEnvironment.class,
                    DataStream.class,
                    KeyedStream.class,
                    SingleOutputStreamOperator.class,
                    StateInitializationContext.class)
            .collect(Collectors.toMap(Class::getSimpleName, Function.identity()));

    private static List<String> matches(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        List<String> found = new ArrayList<>();
        while (matcher.find()) {
            found.add(matcher.group(matcher.groupCount() == 0 ? 0 : 1));
        }
        return found;
    }

    @Test
    void everyModuleThatIsNamedExists() throws IOException {
        TreeSet<String> modules = new TreeSet<>();
        try (Stream<Path> poms = Files.find(ROOT, 3, (path, is) -> path.endsWith("pom.xml"))) {
            for (Path pom : poms.toList()) {
                modules.addAll(matches(ARTIFACT, Files.readString(pom)));
            }
        }
        for (String page : List.of(
                "moving-from-flink.md",
                "state-backends.md",
                "testing.md",
                "kafka.md",
                "files.md",
                "state-processor.md")) {
            assertThat(modules).as(page).containsAll(matches(MODULE, Files.readString(DOCS.resolve(page))));
        }
    }

    @Test
    void everyMethodThatIsCalledMissingIsMissing() throws IOException {
        Matcher row = MISSING.matcher(Files.readString(DOCS.resolve("moving-from-flink.md")));
        int rows = 0;
        while (row.find()) {
            List<String> present = Stream.of(TYPES.get(row.group(1)).getMethods())
                    .map(Method::getName)
                    .toList();
            assertThat(present).as(row.group()).doesNotContainAnyElementsOf(matches(NAME, row.group(2) + row.group(3)));
            rows++;
        }
        assertThat(rows).isGreaterThan(10);
    }
}
