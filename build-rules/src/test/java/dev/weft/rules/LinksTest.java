package dev.weft.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The pages that the distribution carries link to nothing but each other and the web. */
class LinksTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#]+)(?:#[^)]*)?\\)");

    private static List<Path> carried() throws IOException {
        List<Path> pages = new ArrayList<>();
        for (String name : List.of("LICENSE", "NOTICE", "README.md", "ARCHITECTURE.md")) {
            pages.add(ROOT.resolve(name));
        }
        try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            docs.forEach(pages::add);
        }
        return pages;
    }

    private static List<String> links(Path page) throws IOException {
        Matcher link = LINK.matcher(Files.readString(page));
        List<String> links = new ArrayList<>();
        while (link.find()) {
            if (!link.group(1).contains("://")) {
                links.add(link.group(1));
            }
        }
        return links;
    }

    @Test
    void everyLinkOfACarriedPageLeadsToACarriedPage() throws IOException {
        List<Path> carried = carried();
        for (Path page :
                carried.stream().filter(p -> p.toString().endsWith(".md")).toList()) {
            for (String link : links(page)) {
                assertThat(carried)
                        .as(link + " in " + ROOT.relativize(page))
                        .contains(page.resolveSibling(link).normalize());
            }
        }
    }

    @Test
    void theDistributionCarriesThem() throws IOException {
        assertThat(Files.readString(ROOT.resolve("dist/pom.xml")))
                .contains("includes=\"LICENSE,NOTICE,README.md,ARCHITECTURE.md,docs/**\"");
    }
}
