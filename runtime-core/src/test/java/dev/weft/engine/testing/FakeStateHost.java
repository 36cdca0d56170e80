package dev.weft.engine.testing;

import dev.weft.configuration.Configuration;
import dev.weft.engine.state.spi.StateHost;
import dev.weft.metrics.MetricGroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;

/** A slot of its own with 64 MB of managed memory and default settings. */
public record FakeStateHost(String describe, ClassLoader userClassLoader, MetricGroup metrics, LongSupplier clock)
        implements StateHost {

    /** A host whose clock stands at zero. */
    public FakeStateHost(String describe, ClassLoader userClassLoader, MetricGroup metrics) {
        this(describe, userClassLoader, metrics, () -> 0);
    }

    /** A host whose metrics nobody reads. */
    public static FakeStateHost of(String describe) {
        return new FakeStateHost(describe, FakeStateHost.class.getClassLoader(), new NoMetrics());
    }

    @Override
    public long nowMs() {
        return clock.getAsLong();
    }

    @Override
    public Configuration configuration() {
        return new Configuration();
    }

    @Override
    public Path newDirectory() throws IOException {
        return Files.createTempDirectory("weft-state-");
    }

    @Override
    public <T extends AutoCloseable> T sharedInSlot(Class<T> type, LongFunction<T> make) {
        return make.apply(64L << 20);
    }
}
