package dev.weft.state.rocksdb;

import dev.weft.configuration.Configuration;
import dev.weft.configuration.MemorySize;
import dev.weft.engine.configuration.RocksDbOptions;
import dev.weft.engine.state.spi.StateBackendFactory;
import dev.weft.engine.testing.StateBackendContract;
import java.util.Optional;

/** Snapshots are written in steps, while entries are evicted and timers are moved to the store all the time. */
class StepwiseBackendWithoutRoomTest extends StateBackendContract {

    private final TaskThread thread = new TaskThread();
    private final StateBackendFactory backend = Backends.of(
            new Configuration().set(RocksDbOptions.OBJECT_CACHE, MemorySize.ZERO),
            new RocksDbBackend.Limits(8, 3),
            Optional.of(thread));

    @Override
    protected StateBackendFactory backend() {
        return backend;
    }

    @Override
    protected void betweenSteps() {
        thread.runPending();
    }

    @Override
    protected int steps() {
        return 3000;
    }
}
