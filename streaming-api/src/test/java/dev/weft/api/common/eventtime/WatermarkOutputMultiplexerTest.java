package dev.weft.api.common.eventtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class WatermarkOutputMultiplexerTest {
    private final List<String> seen = new ArrayList<>();
    private final List<Long> updates = new ArrayList<>();
    private final WatermarkOutputMultiplexer multiplexer = new WatermarkOutputMultiplexer(new WatermarkOutput() {
        @Override
        public void emitWatermark(Watermark watermark) {
            seen.add("w" + watermark.getTimestamp());
        }

        @Override
        public void markIdle() {
            seen.add("idle");
        }

        @Override
        public void markActive() {
            seen.add("active");
        }
    });

    private static void emit(WatermarkOutput output, long timestamp) {
        output.emitWatermark(new Watermark(timestamp));
    }

    @Test
    void theLowestPartThatIsNotIdleCounts() {
        multiplexer.registerNewOutput("a", updates::add);
        multiplexer.registerNewOutput("b", update -> {});
        WatermarkOutput a = multiplexer.getImmediateOutput("a");
        WatermarkOutput b = multiplexer.getImmediateOutput("b");
        emit(a, 5);
        emit(b, 3);
        emit(a, 4);
        b.markIdle();
        a.markIdle();
        emit(b, 4);
        emit(b, 9);
        assertThat(seen).containsExactly("w3", "w5", "idle", "active", "w9");
        assertThat(updates).containsExactly(5L);
    }

    @Test
    void deferredPartsAreSeenAtTheNextPeriod() {
        multiplexer.registerNewOutput("a", update -> {});
        WatermarkOutput a = multiplexer.getDeferredOutput("a");
        emit(a, 5);
        emit(a, 6);
        assertThat(seen).isEmpty();
        multiplexer.onPeriodicEmit();
        multiplexer.onPeriodicEmit();
        assertThat(seen).containsExactly("w6");
    }

    @Test
    void aPartThatEndsHoldsNobodyBack() {
        multiplexer.registerNewOutput("a", update -> {});
        multiplexer.registerNewOutput("b", update -> {});
        emit(multiplexer.getImmediateOutput("a"), 5);
        assertThat(seen).isEmpty();
        assertThat(multiplexer.unregisterOutput("b")).isTrue();
        assertThat(multiplexer.unregisterOutput("b")).isFalse();
        assertThat(seen).containsExactly("w5");
    }

    @Test
    void namesAreUniqueAndKnown() {
        multiplexer.registerNewOutput("a", update -> {});
        assertThatThrownBy(() -> multiplexer.registerNewOutput("a", update -> {}))
                .hasMessage("an output 'a' is registered already");
        assertThatThrownBy(() -> multiplexer.getDeferredOutput("b")).hasMessage("no output 'b' is registered");
    }
}
