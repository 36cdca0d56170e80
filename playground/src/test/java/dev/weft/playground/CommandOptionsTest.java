package dev.weft.playground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.api.common.InvalidProgramException;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CommandOptionsTest {

    private static CommandOptions parse(String... arguments) {
        return CommandOptions.parse("Program", Set.of("check"), Set.of("topic", "rate"), arguments);
    }

    @Test
    void readsFlagsTextsAndNumbers() {
        CommandOptions options = parse("--topic", "clicks", "--check", "--rate", "5");

        assertThat(options.has("check")).isTrue();
        assertThat(options.text("topic", "input")).isEqualTo("clicks");
        assertThat(options.number("rate", 1)).isEqualTo(5);
    }

    @Test
    void givesDefaultsForWhatIsNotGiven() {
        assertThat(parse().has("check")).isFalse();
        assertThat(parse().text("topic", "input")).isEqualTo("input");
        assertThat(parse().number("rate", 1)).isEqualTo(1);
    }

    @Test
    void saysWhatIsWrongWithAnOption() {
        assertThatThrownBy(() -> parse("--speed", "3"))
                .isInstanceOf(InvalidProgramException.class)
                .hasMessage("unknown option --speed: Program knows --check, --rate, --topic");
        assertThatThrownBy(() -> parse("--topic")).hasMessage("option --topic has no value");
        assertThatThrownBy(() -> parse("--check", "yes"))
                .hasMessage("option --check has no value, but 'yes' is given for it");
        assertThatThrownBy(() -> parse("--topic", "a", "--topic", "b"))
                .hasMessage("option --topic is given 2 times: a, b");
        assertThatThrownBy(() -> parse("--rate", "0").number("rate", 1))
                .hasMessage("--rate is '0', it must be a whole number of at least 1");
        assertThatThrownBy(() -> parse("--rate", "fast").number("rate", 1))
                .hasMessage("--rate is 'fast', it must be a whole number of at least 1");
    }

    @Test
    void namesTheBrokersThatDoNotAnswer() {
        assertThat(CommandOptions.unreachable(
                        new String[] {"--bootstrap.servers", "nowhere:1"},
                        new IllegalStateException("wrapped", new IllegalStateException("timed out"))))
                .isEqualTo("the brokers at nowhere:1 (--bootstrap.servers) do not answer as they should: timed out");
    }
}
