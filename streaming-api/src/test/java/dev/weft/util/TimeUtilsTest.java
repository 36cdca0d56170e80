package dev.weft.util;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TimeUtilsTest {
    @ParameterizedTest
    @CsvSource({
        "200, PT0.2S",
        "10 s, PT10S",
        "10s, PT10S",
        "5 min, PT5M",
        "2 h, PT2H",
        "1 d, PT24H",
        "500ms, PT0.5S",
        "3 us, PT0.000003S",
        "7 ns, PT0.000000007S",
        "PT1M30S, PT1M30S",
        "2 Minutes, PT2M"
    })
    void durationsAreReadWithTheirUnits(String text, String iso) {
        assertThat(TimeUtils.parseDuration(text)).isEqualTo(Duration.parse(iso));
    }

    @Test
    void whatIsNoDurationIsNamed() {
        assertThatThrownBy(() -> TimeUtils.parseDuration("soon")).hasMessageContaining("'soon'");
        assertThatThrownBy(() -> TimeUtils.parseDuration("3 fortnights")).hasMessageContaining("'fortnights'");
        assertThatThrownBy(() -> TimeUtils.parseDuration("99999999999999999999 s"))
                .hasMessageContaining("too large");
    }

    @Test
    void whatIsWrittenIsReadBack() {
        for (Duration duration : List.of(
                Duration.ZERO,
                Duration.ofNanos(1),
                Duration.ofMillis(1500),
                Duration.ofSeconds(90),
                Duration.ofDays(3))) {
            assertThat(TimeUtils.parseDuration(TimeUtils.formatWithHighestUnit(duration)))
                    .isEqualTo(duration);
        }
        assertThat(TimeUtils.formatWithHighestUnit(Duration.ofSeconds(120))).isEqualTo("2 min");
    }
}
