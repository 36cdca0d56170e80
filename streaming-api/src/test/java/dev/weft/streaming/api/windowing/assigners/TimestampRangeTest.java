package dev.weft.streaming.api.windowing.assigners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.streaming.api.windowing.windows.TimeWindow;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Windows at the ends of the range of timestamps are right, or refused. */
class TimestampRangeTest {

    /** Its clock stands at zero. */
    private static final WindowAssigner.WindowAssignerContext CONTEXT = new WindowAssigner.WindowAssignerContext() {
        @Override
        public long getCurrentProcessingTime() {
            return 0;
        }
    };

    private static boolean inRange(BigInteger number) {
        return number.bitLength() < 64;
    }

    /** Start of the last window that contains a timestamp, computed without overflow. */
    private static BigInteger lastStart(long timestamp, long offset, long slide) {
        BigInteger time = BigInteger.valueOf(timestamp);
        return time.subtract(time.subtract(BigInteger.valueOf(offset)).mod(BigInteger.valueOf(slide)));
    }

    @ParameterizedTest
    @ValueSource(longs = {-9, -1, 0, 1, 9})
    void tumblingWindowsAreAlignedOrRefused(long offset) {
        TumblingEventTimeWindows windows =
                TumblingEventTimeWindows.of(Duration.ofMillis(10), Duration.ofMillis(offset));
        for (long distance = 1; distance < 50; distance++) {
            for (long timestamp : List.of(Long.MIN_VALUE + distance, Long.MAX_VALUE - distance)) {
                BigInteger start = lastStart(timestamp, offset, 10);
                Collection<TimeWindow> assigned;
                try {
                    assigned = windows.assignWindows("a", timestamp, CONTEXT);
                } catch (IllegalArgumentException refused) {
                    assertThat(refused).hasMessageContaining("timestamp " + timestamp + " is too far from 1970");
                    assertThat(distance).isLessThan(20);
                    continue;
                }
                assertThat(inRange(start) && inRange(start.add(BigInteger.TEN))).isTrue();
                assertThat(assigned)
                        .containsExactly(new TimeWindow(start.longValueExact(), start.longValueExact() + 10));
            }
        }
    }

    @Test
    void sessionsThatReachOutOfRangeAreRefused() {
        EventTimeSessionWindows sessions = EventTimeSessionWindows.withGap(Duration.ofMillis(10));
        assertThat(sessions.assignWindows("a", Long.MAX_VALUE - 10, CONTEXT))
                .containsExactly(new TimeWindow(Long.MAX_VALUE - 10, Long.MAX_VALUE));
        assertThatThrownBy(() -> sessions.assignWindows("a", Long.MAX_VALUE - 9, CONTEXT))
                .hasMessageContaining("is too far from 1970");
        assertThatThrownBy(() -> sessions.assignWindows("a", Long.MIN_VALUE, CONTEXT))
                .hasMessageContaining("an element without a timestamp");
    }
}
