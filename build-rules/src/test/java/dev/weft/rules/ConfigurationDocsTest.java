package dev.weft.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.engine.configuration.ConfigurationDocs;
import dev.weft.engine.configuration.ConfigurationFile;
import dev.weft.engine.configuration.ConfigurationLoader;
import dev.weft.yarn.common.configuration.YarnOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * docs/configuration.md and conf/flink-conf.yaml say what the declarations of the options say. To write both anew, run
 * this test with {@code -Dweft.docs.write=true}.
 */
class ConfigurationDocsTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    @Test
    void thePageOfOptionsIsUpToDate() throws IOException {
        assertUpToDate(ROOT.resolve("docs/configuration.md"), ConfigurationDocs.markdown(YarnOptions.catalog()));
    }

    @Test
    void theTemplateOfTheConfigurationFileIsUpToDate() throws IOException {
        assertUpToDate(ROOT.resolve("conf/flink-conf.yaml"), ConfigurationDocs.template(YarnOptions.catalog()));
    }

    @Test
    void theTemplateIsReadWithoutAWarning() {
        ConfigurationFile file =
                ConfigurationFile.parse(ConfigurationDocs.template(YarnOptions.catalog()), "flink-conf.yaml");
        assertThat(new ConfigurationLoader(YarnOptions.catalog()).load(file).warnings())
                .isEmpty();
    }

    private static void assertUpToDate(Path file, String expected) throws IOException {
        if (Boolean.getBoolean("weft.docs.write")) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, expected);
        }
        assertThat(file)
                .as("write it anew: mvn verify -pl build-rules -am -Dtest=ConfigurationDocsTest"
                        + " -Dsurefire.failIfNoSpecifiedTests=false -DargLine=-Dweft.docs.write=true")
                .content()
                .isEqualTo(expected);
    }
}
