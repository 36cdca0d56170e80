package dev.weft.streaming.api.functions.sink.filesystem.bucketassigners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.streaming.api.functions.sink.filesystem.BucketAssigner;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class DateTimeBucketAssignerTest {

    private static BucketAssigner.Context at(String instant) {
        return new BucketAssigner.Context() {
            @Override
            public long currentProcessingTime() {
                return Instant.parse(instant).toEpochMilli();
            }

            @Override
            public long currentWatermark() {
                return Long.MIN_VALUE;
            }

            @Override
            public Long timestamp() {
                return null;
            }
        };
    }

    @Test
    void aBucketIsAnHourOfTheZone() {
        DateTimeBucketAssigner<String> assigner = new DateTimeBucketAssigner<>(ZoneId.of("Asia/Kolkata"));

        assertThat(assigner.getBucketId("a", at("2026-11-20T23:29:59.999Z"))).isEqualTo("2026-11-21--04");
        assertThat(assigner.getBucketId("a", at("2026-11-20T23:30:00Z"))).isEqualTo("2026-11-21--05");
        assertThat(assigner.getBucketId("a", at("2026-11-20T23:29:00Z"))).isEqualTo("2026-11-21--04");
    }

    @Test
    void aPatternMayGoBelowASecondAndBeforeTheEpoch() {
        DateTimeBucketAssigner<String> assigner = new DateTimeBucketAssigner<>("ss.SSS", ZoneOffset.UTC);

        assertThat(assigner.getBucketId("a", at("1969-12-31T23:59:59.001Z"))).isEqualTo("59.001");
        assertThat(assigner.getBucketId("a", at("1969-12-31T23:59:59.002Z"))).isEqualTo("59.002");
    }

    @Test
    void noPatternIsRefusedWhereItIsGiven() {
        assertThatThrownBy(() -> new DateTimeBucketAssigner<>("bucket")).isInstanceOf(IllegalArgumentException.class);
    }
}
