package dev.weft.engine.state.ttl;

import dev.weft.api.common.state.StateTtlConfig;
import dev.weft.engine.state.spi.Expiry;
import java.util.function.LongSupplier;

/** Time-to-live rules of one state. */
record Lifetime(StateTtlConfig config, LongSupplier clock) implements Expiry {

    @Override
    public long nowMs() {
        return clock.getAsLong();
    }

    @Override
    public long lastUse(Object value) {
        return ((Stamped<?>) value).lastUseMs();
    }

    <T> Stamped<T> stamp(T value) {
        return new Stamped<>(nowMs(), value);
    }

    boolean isDead(Stamped<?> stamped, long nowMs) {
        return isExpired(stamped.lastUseMs(), nowMs);
    }

    /** Whether reading renews a value. */
    boolean readingCounts() {
        return config.getUpdateType() == StateTtlConfig.UpdateType.OnReadAndWrite;
    }

    /** Whether an expired value that is not removed yet is still visible. */
    boolean showsTheDead() {
        return config.getStateVisibility() == StateTtlConfig.StateVisibility.ReturnExpiredIfNotCleanedUp;
    }
}
