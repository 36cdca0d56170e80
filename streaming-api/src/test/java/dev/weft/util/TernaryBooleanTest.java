package dev.weft.util;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.configuration.ConfigOption;
import dev.weft.configuration.ConfigOptions;
import dev.weft.configuration.Configuration;
import org.junit.jupiter.api.Test;

final class TernaryBooleanTest {
    private static final ConfigOption<Boolean> OPTION =
            ConfigOptions.key("answer").booleanType().noDefaultValue();

    @Test
    void whatIsNotSaidComesFromElsewhere() {
        Configuration yes = new Configuration();
        yes.set(OPTION, true);
        assertThat(TernaryBoolean.mergeTernaryBooleanWithConfig(TernaryBoolean.UNDEFINED, OPTION, yes))
                .isEqualTo(TernaryBoolean.TRUE);
        assertThat(TernaryBoolean.mergeTernaryBooleanWithConfig(TernaryBoolean.FALSE, OPTION, yes))
                .isEqualTo(TernaryBoolean.FALSE);
        assertThat(TernaryBoolean.mergeTernaryBooleanWithConfig(TernaryBoolean.UNDEFINED, OPTION, new Configuration()))
                .isEqualTo(TernaryBoolean.UNDEFINED);
        assertThat(TernaryBoolean.UNDEFINED.getOrDefault(true)).isTrue();
        assertThat(TernaryBoolean.FALSE.getOrDefault(true)).isFalse();
        assertThat(TernaryBoolean.UNDEFINED.resolveUndefined(false)).isEqualTo(TernaryBoolean.FALSE);
        assertThat(TernaryBoolean.UNDEFINED.getAsBoolean()).isNull();
        assertThat(TernaryBoolean.TRUE.getAsBoolean()).isTrue();
    }
}
