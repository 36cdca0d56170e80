package dev.weft.engine.testing;

import dev.weft.configuration.Configuration;
import dev.weft.engine.state.spi.StateHost;
import dev.weft.metrics.MetricGroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;

/**
 * State host of backends in tests.
 *
 * @param configuration the job's settings
 * @param slot what it shares with others
 */
public record FakeStateHost(
        String describe,
        ClassLoader userClassLoader,
        MetricGroup metrics,
        LongSupplier clock,
        Configuration configuration,
        FakeSlot slot)
        implements StateHost {

    /** A host in a slot of its own, with default settings. */
    public FakeStateHost(String describe, ClassLoader userClassLoader, MetricGroup metrics, LongSupplier clock) {
        this(describe, userClassLoader, metrics, clock, new Configuration(), new FakeSlot());
    }

    /** A host whose clock stands at zero. */
    public FakeStateHost(String describe, ClassLoader userClassLoader, MetricGroup metrics) {
        this(describe, userClassLoader, metrics, () -> 0);
    }

    /** A host whose metrics nobody reads and whose clock stands at zero. */
    public static FakeStateHost of(String describe) {
        return new FakeStateHost(describe, FakeStateHost.class.getClassLoader(), new NoMetrics());
    }

    @Override
    public long nowMs() {
        return clock.getAsLong();
    }

    @Override
    public Path newDirectory() throws IOException {
        return Files.createTempDirectory("weft-state-");
    }

    @Override
    public <T extends AutoCloseable> T sharedInSlot(Class<T> type, LongFunction<T> make) {
        return slot.share(type, make);
    }
}
