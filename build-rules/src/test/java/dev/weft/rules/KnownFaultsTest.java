package dev.weft.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The tests that docs/known-faults.md names for a fault name it in a comment. */
class KnownFaultsTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern FAULT = Pattern.compile("\\b(?:FLINK|KAFKA|KIP|SAMZA)-\\d+\\b");
    private static final Pattern TEST = Pattern.compile("`(\\w+)`");

    /** A row of the page. */
    private record Row(Set<String> faults, Set<String> tests) {}

    private static List<Row> rows() throws IOException {
        List<Row> rows = new ArrayList<>();
        for (String line : Files.readAllLines(ROOT.resolve("docs/known-faults.md"))) {
            List<String> cells = Arrays.asList(line.split("\\|"));
            if (cells.size() > 3 && FAULT.matcher(cells.get(1)).find()) {
                rows.add(new Row(all(FAULT, 0, cells.get(1)), all(TEST, 1, cells.get(3))));
            }
        }
        return rows;
    }

    private static Set<String> all(Pattern pattern, int group, String text) {
        Set<String> found = new TreeSet<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            found.add(matcher.group(group));
        }
        return found;
    }

    /** The faults that each test names. */
    private static Map<String, Set<String>> namedByTests() throws IOException {
        Map<String, Set<String>> named = new TreeMap<>();
        try (Stream<Path> files = Files.walk(ROOT)) {
            files.filter(file -> file.toString().contains("/src/test/java/")
                            && file.toString().endsWith(".java"))
                    .forEach(file -> {
                        Set<String> faults = all(FAULT, 0, read(file));
                        if (!faults.isEmpty()) {
                            named.put(file.getFileName().toString().replace(".java", ""), faults);
                        }
                    });
        }
        return named;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void eachFaultOfThePageIsNamedByTheTestsOfItsRow() throws IOException {
        Map<String, Set<String>> named = namedByTests();
        assertThat(rows()).isNotEmpty().allSatisfy(row -> {
            assertThat(named.keySet()).containsAll(row.tests());
            Set<String> found = new TreeSet<>();
            row.tests().forEach(test -> found.addAll(named.get(test)));
            assertThat(found).containsAll(row.faults());
        });
    }
}
