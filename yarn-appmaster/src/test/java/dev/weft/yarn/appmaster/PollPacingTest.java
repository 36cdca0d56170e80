package dev.weft.yarn.appmaster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PollPacingTest {

    @Test
    void itPollsEvery50MsForThreeSecondsThenDoublesToOneSecond() {
        long nowNs = 0;
        PollPacing pacing = new PollPacing(nowNs);
        List<Long> intervals = new ArrayList<>();
        while (nowNs < Duration.ofSeconds(10).toNanos()) {
            long waitNs = pacing.untilNextNs(nowNs);
            intervals.add(Duration.ofNanos(waitNs).toMillis());
            nowNs += waitNs;
            pacing.onPolled(nowNs);
        }

        assertThat(intervals.subList(0, 61)).containsOnly(50L);
        assertThat(intervals.subList(61, 66)).containsExactly(100L, 200L, 400L, 800L, 1000L);
        assertThat(intervals.subList(66, intervals.size())).containsOnly(1000L);

        pacing.onNews(nowNs);
        pacing.onPolled(nowNs);
        assertThat(pacing.untilNextNs(nowNs)).isEqualTo(Duration.ofMillis(50).toNanos());
    }
}
