package dev.weft.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The notes in docs/design can be found by their number and have the parts of the template. */
class DesignNotesTest {

    private static final Path NOTES = Path.of("../docs/design");
    private static final List<String> PARTS =
            List.of("**Problem.**", "**Choice.**", "**Alternatives.**", "**What would change our mind.**");

    private static List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(NOTES)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("[0-9]{3}-.*[.]md"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void noNumberIsGivenTwice() throws IOException {
        assertThat(names().stream().map(name -> name.substring(0, 3))).doesNotHaveDuplicates();
    }

    @Test
    void everyNoteIsTitledByItsNumberAndHasThePartsOfTheTemplate() throws IOException {
        for (String name : names()) {
            String note = Files.readString(NOTES.resolve(name));
            assertThat(name.startsWith("000") || note.startsWith("# " + name.substring(0, 3) + " "))
                    .as("title of " + name)
                    .isTrue();
            assertThat(note).as(name).contains(PARTS);
        }
    }

    @Test
    void everyNoteIsListed() throws IOException {
        assertThat(Files.readString(NOTES.resolve("README.md"))).contains(names());
    }
}
