package dev.weft.streaming.api.functions.sink;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class PrintTargetTest {
    @Test
    void linesOfAParallelSinkStartWithTheInstanceCountedFromOne() {
        assertThat(new PrintTarget("", false).prefix(1, 4)).isEqualTo("2> ");
        assertThat(new PrintTarget("out", false).prefix(1, 4)).isEqualTo("out:2> ");
    }

    @Test
    void linesOfASingleInstanceStartWithTheNameOrNothing() {
        assertThat(new PrintTarget("", false).prefix(0, 1)).isEmpty();
        assertThat(new PrintTarget("out", true).prefix(0, 1)).isEqualTo("out> ");
    }
}
