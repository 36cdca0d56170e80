package dev.weft.playground;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ClicksTest {

    @Test
    void everyWindowHasTheSameNumberOfClicksFromTheFirstOneOn() {
        long windowMs = Clicks.WINDOW.toMillis();
        assertThat(LongStream.range(0, 3000)
                        .map(number -> Clicks.number(number, "/help").timestamp())
                        .boxed()
                        .collect(Collectors.groupingBy(
                                timestamp -> timestamp - Math.floorMod(timestamp, windowMs), Collectors.counting())))
                .hasSize(3)
                .containsKey(Clicks.START.toEpochMilli())
                .containsValue(1000L)
                .doesNotContainValue(999L);
    }
}
