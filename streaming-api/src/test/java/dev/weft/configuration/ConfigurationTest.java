package dev.weft.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.api.common.RuntimeExecutionMode;
import dev.weft.core.memory.DataInputViewStreamWrapper;
import dev.weft.core.memory.DataOutputViewStreamWrapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ConfigurationTest {
    private static final ConfigOption<Integer> NUMBER =
            ConfigOptions.key("a.number").intType().defaultValue(7).withDeprecatedKeys("old.number");
    private static final ConfigOption<Duration> DELAY =
            ConfigOptions.key("a.delay").durationType().noDefaultValue();
    private static final ConfigOption<List<String>> NAMES =
            ConfigOptions.key("a.names").stringType().asList().defaultValues("x", "y");
    private static final ConfigOption<Map<String, String>> PAIRS =
            ConfigOptions.key("a.pairs").mapType().noDefaultValue();
    private static final ConfigOption<RuntimeExecutionMode> MODE =
            ConfigOptions.key("a.mode").enumType(RuntimeExecutionMode.class).noDefaultValue();

    private final Configuration configuration = new Configuration();

    @Test
    void anOptionThatIsNotSetHasItsDefault() {
        assertThat(configuration.get(NUMBER)).isEqualTo(7);
        assertThat(configuration.getOptional(NUMBER)).isEmpty();
        assertThat(configuration.get(DELAY)).isNull();
        assertThat(configuration.get(NAMES)).containsExactly("x", "y");
        assertThat(configuration.get(NUMBER, 9)).isEqualTo(9);
    }

    @Test
    void whatIsSetIsReadBack() {
        configuration
                .set(NUMBER, 8)
                .set(DELAY, Duration.ofMillis(1500))
                .set(MODE, RuntimeExecutionMode.BATCH)
                .set(NAMES, List.of("plain", "with;separator", "with 'quote'", "", " padded "))
                .set(PAIRS, Map.of("k", "v", "a,b", "c:d", "it's", "x"));

        assertThat(configuration.get(NUMBER)).isEqualTo(8);
        assertThat(configuration.get(DELAY)).isEqualTo(Duration.ofMillis(1500));
        assertThat(configuration.get(MODE)).isEqualTo(RuntimeExecutionMode.BATCH);
        assertThat(configuration.get(NAMES)).containsExactly("plain", "with;separator", "with 'quote'", "", " padded ");
        assertThat(configuration.get(PAIRS)).isEqualTo(Map.of("k", "v", "a,b", "c:d", "it's", "x"));
    }

    @Test
    void textFromAFileIsReadByTheOptionsType() {
        configuration.setString("a.number", " 12 ");
        configuration.setString("a.mode", "streaming");
        configuration.setString("a.pairs", "k1:v1, k2:http://host:80/x");
        configuration.setString("a.delay", "2 min");

        assertThat(configuration.get(NUMBER)).isEqualTo(12);
        assertThat(configuration.get(MODE)).isEqualTo(RuntimeExecutionMode.STREAMING);
        assertThat(configuration.get(PAIRS)).isEqualTo(Map.of("k1", "v1", "k2", "http://host:80/x"));
        assertThat(configuration.get(DELAY)).isEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void anOldKeyIsFoundUnlessTheNewOneIsSet() {
        configuration.setString("old.number", "3");
        assertThat(configuration.get(NUMBER)).isEqualTo(3);
        assertThat(configuration.contains(NUMBER)).isTrue();

        configuration.set(NUMBER, 4);
        assertThat(configuration.get(NUMBER)).isEqualTo(4);

        assertThat(configuration.removeConfig(NUMBER)).isTrue();
        assertThat(configuration.contains(NUMBER)).isFalse();
    }

    @Test
    void aValueOfTheWrongKindIsNamedWithItsKey() {
        configuration.setString("a.number", "seven");
        configuration.setString("a.mode", "FAST");

        assertThatThrownBy(() -> configuration.get(NUMBER))
                .isInstanceOf(IllegalConfigurationException.class)
                .hasMessage("'seven' is no value for 'a.number': expected a whole number");
        assertThatThrownBy(() -> configuration.get(MODE))
                .hasMessageContaining("'FAST'")
                .hasMessageContaining("STREAMING, BATCH, AUTOMATIC");
    }

    @Test
    void aCopyIsApartFromItsOriginal() {
        configuration.setString("k", "v");
        Configuration copy = new Configuration(configuration);
        copy.setString("k", "other");

        assertThat(configuration.getString("k", "")).isEqualTo("v");
        assertThat(configuration.clone()).isEqualTo(configuration).isNotSameAs(configuration);
    }

    @Test
    void secretsAreNotShown() {
        configuration.setString("s3.secret-key", "abc");
        configuration.setString("plain", "seen");

        assertThat(configuration.toString()).contains("seen").doesNotContain("abc");
    }

    @Test
    void itIsWrittenAndRead() throws Exception {
        configuration.setString("k", "v");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        configuration.write(new DataOutputViewStreamWrapper(bytes));
        Configuration read = new Configuration();
        read.read(new DataInputViewStreamWrapper(new ByteArrayInputStream(bytes.toByteArray())));

        assertThat(read).isEqualTo(configuration);
        assertThat(bytes.toByteArray()).containsExactly(0, 0, 0, 1, 0, 1, 'k', 0, 1, 'v');
    }

    @Test
    void settingsWithAPrefixAreAdded() {
        configuration.addAll(Configuration.fromMap(Map.of("k", "v")), "pre.");

        assertThat(configuration.toMap()).isEqualTo(Map.of("pre.k", "v"));
    }
}
