package dev.weft.engine.testing;

import java.util.HashMap;
import java.util.Map;
import java.util.function.LongFunction;

/** A slot with 64 MB of managed memory, and what its operators share. */
@SuppressWarnings("try") // closing may be interrupted
public final class FakeSlot implements AutoCloseable {

    private final Map<Class<?>, AutoCloseable> shared = new HashMap<>();

    <T extends AutoCloseable> T share(Class<T> type, LongFunction<T> make) {
        return type.cast(shared.computeIfAbsent(type, wanted -> make.apply(64L << 20)));
    }

    /** Closes what was shared; nobody uses it any more. */
    @Override
    public void close() {
        for (AutoCloseable each : shared.values()) {
            try {
                each.close();
            } catch (Exception e) {
                throw new IllegalStateException("what operators of a slot share cannot be closed", e);
            }
        }
        shared.clear();
    }
}
