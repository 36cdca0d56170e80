package dev.weft.engine.testing;

import dev.weft.configuration.Configuration;
import dev.weft.engine.state.spi.StateHost;
import dev.weft.metrics.MetricGroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongFunction;

/** A slot of its own with 64 MB of managed memory and default settings. */
public record FakeStateHost(String describe, ClassLoader userClassLoader, MetricGroup metrics) implements StateHost {

    /** A host whose metrics nobody reads. */
    public static FakeStateHost of(String describe) {
        return new FakeStateHost(describe, FakeStateHost.class.getClassLoader(), new NoMetrics());
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
