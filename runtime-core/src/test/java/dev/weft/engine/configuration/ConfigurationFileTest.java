package dev.weft.engine.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.engine.common.WeftException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ConfigurationFileTest {

    private static Map<String, String> read(String text) {
        Map<String, String> settings = new LinkedHashMap<>();
        ConfigurationFile.parse(text, "conf.yaml").entries().forEach(e -> settings.put(e.key(), e.value()));
        return settings;
    }

    @Test
    void flatLinesNeedNoQuotesForArgumentsGlobsAndUrls() {
        assertThat(read("""
                        # a comment
                        env.java.opts: -Dx=y -XX:+UseG1GC   # another

                        metrics.filter: *:*
                        state.dir: hdfs://nn:8020/a#b
                        quoted: "a # b"
                        single: 'it''s'   # why
                        empty:
                        """))
                .containsExactly(
                        Map.entry("env.java.opts", "-Dx=y -XX:+UseG1GC"),
                        Map.entry("metrics.filter", "*:*"),
                        Map.entry("state.dir", "hdfs://nn:8020/a#b"),
                        Map.entry("quoted", "a # b"),
                        Map.entry("single", "it's"));
    }

    @Test
    void nestedYamlBecomesDottedKeysAndListsAreJoined() {
        assertThat(read("""
                        taskmanager:
                          numberOfTaskSlots: 4
                          memory:
                            process.size: 2g
                        classloader.parent-first-patterns.additional: [com.acme., org.shared.]
                        pipeline:
                          jars:
                            - a.jar
                            - b.jar
                          name: ~
                        yes: no
                        """))
                .containsExactly(
                        Map.entry("taskmanager.numberOfTaskSlots", "4"),
                        Map.entry("taskmanager.memory.process.size", "2g"),
                        Map.entry("classloader.parent-first-patterns.additional", "com.acme.;org.shared."),
                        Map.entry("pipeline.jars", "a.jar;b.jar"),
                        Map.entry("yes", "no"));
    }

    @Test
    void everyEntryKnowsItsLine() {
        ConfigurationFile flat = ConfigurationFile.parse("a: 1\n\n# x\nb: 2\n", "c.yaml");
        assertThat(flat.entries()).extracting(e -> e.origin().text()).containsExactly("c.yaml:1", "c.yaml:4");
        ConfigurationFile nested = ConfigurationFile.parse("a:\n  b: 1\n  c: 2\n", "c.yaml");
        assertThat(nested.entries()).extracting(e -> e.origin().text()).containsExactly("c.yaml:2", "c.yaml:3");
    }

    @Test
    void aKeyGivenTwiceHoldsItsLastValueAndIsWarnedOf() {
        for (String text : new String[] {"a.b: 1\na.b: 2\n", "a:\n  b: 1\na.b: 2\n"}) {
            ConfigurationFile file = ConfigurationFile.parse(text, "c.yaml");
            assertThat(file.entries())
                    .extracting(ConfigurationFile.Entry::value)
                    .containsExactly("2");
            assertThat(file.warnings())
                    .singleElement()
                    .asString()
                    .startsWith("a.b is given twice: c.yaml:")
                    .endsWith(" holds");
        }
    }

    @Test
    void aFileThatIsNotYamlIsRefusedWithItsLine() {
        assertThatThrownBy(() -> read("a:\n  b: 1\n c: 2\n"))
                .isInstanceOf(WeftException.class)
                .hasMessageStartingWith("conf.yaml:3 is not YAML: ");
        assertThatThrownBy(() -> read("taskmanager.numberOfTaskSlots 4\n"))
                .isInstanceOf(WeftException.class)
                .hasMessage("conf.yaml:1: the file must hold 'key: value' lines");
    }

    @Test
    void whatIsWrittenIsReadBack() {
        Random random = new Random(7);
        String alphabet = "ab :#\"'\\\n\t\r[]{}-*&=;,|>ü";
        for (int round = 0; round < 2000; round++) {
            Map<String, String> settings = new LinkedHashMap<>();
            for (int i = 0; i < 3; i++) {
                StringBuilder value = new StringBuilder();
                for (int length = 1 + random.nextInt(8); length > 0; length--) {
                    value.append(alphabet.charAt(random.nextInt(alphabet.length())));
                }
                settings.put("key." + i, value.toString());
            }
            String text = new String(ConfigurationFile.write(settings), StandardCharsets.UTF_8);
            assertThat(read(text)).as(text).isEqualTo(settings);
        }
    }
}
