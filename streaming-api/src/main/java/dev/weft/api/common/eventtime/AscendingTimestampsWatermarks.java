package dev.weft.api.common.eventtime;

import java.time.Duration;

/** Follows the highest timestamp seen, for timestamps that never go back. */
public class AscendingTimestampsWatermarks<T> extends BoundedOutOfOrdernessWatermarks<T> {
    public AscendingTimestampsWatermarks() {
        super(Duration.ZERO);
    }
}
