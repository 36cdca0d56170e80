package dev.weft.state.rocksdb;

import dev.weft.configuration.Configuration;
import dev.weft.configuration.ReadableConfig;
import dev.weft.engine.state.spi.KeyedStateBackend;
import dev.weft.engine.state.spi.KeyedStateSetup;
import dev.weft.engine.state.spi.StateBackendFactory;
import dev.weft.engine.state.spi.StateHost;
import dev.weft.metrics.MetricGroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.LongFunction;

/** Backends for tests, with settings and limits of the test's own. */
final class Backends {

    /** In memory where there is such a place: a store that is opened writes to its disk a dozen times. */
    private static final Path FAST = Path.of("/dev/shm");

    private Backends() {}

    static StateBackendFactory of(Configuration configuration) {
        return of(configuration, 1 << 14);
    }

    /** A backend whose snapshots write everything at once. */
    static StateBackendFactory of(Configuration configuration, int mostTimers) {
        return of(configuration, new RocksDbBackend.Limits(mostTimers, 1), Optional.empty());
    }

    /** @param taskThread where snapshots have their steps run, if there are steps */
    static StateBackendFactory of(
            Configuration configuration, RocksDbBackend.Limits limits, Optional<Executor> taskThread) {
        RocksDbBackend made = new RocksDbBackend(limits);
        return new StateBackendFactory() {
            @Override
            public String name() {
                return made.name();
            }

            @Override
            public KeyedStateBackend create(KeyedStateSetup setup) throws IOException {
                return made.create(new KeyedStateSetup(
                        setup.keys(),
                        setup.keyType(),
                        setup.groups(),
                        setup.maxParallelism(),
                        new Host(setup.host(), configuration, taskThread),
                        setup.restored()));
            }
        };
    }

    /** A host with other settings. */
    record Host(StateHost host, ReadableConfig configuration, Optional<Executor> taskThread) implements StateHost {
        @Override
        public String describe() {
            return host.describe();
        }

        @Override
        public long nowMs() {
            return host.nowMs();
        }

        @Override
        public ClassLoader userClassLoader() {
            return host.userClassLoader();
        }

        @Override
        public MetricGroup metrics() {
            return host.metrics();
        }

        @Override
        public Path newDirectory() throws IOException {
            return Files.isWritable(FAST) ? Files.createTempDirectory(FAST, "weft-state-") : host.newDirectory();
        }

        @Override
        public <T extends AutoCloseable> T sharedInSlot(Class<T> type, LongFunction<T> make) {
            return host.sharedInSlot(type, make);
        }
    }
}
