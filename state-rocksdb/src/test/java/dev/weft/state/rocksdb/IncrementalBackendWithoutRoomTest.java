package dev.weft.state.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.configuration.MemorySize;
import dev.weft.engine.configuration.RocksDbOptions;
import dev.weft.engine.state.spi.StateBackendFactory;
import dev.weft.engine.testing.StateBackendContract;
import org.junit.jupiter.api.AfterEach;

/** The same while nearly everything is written to the stores at once, and most timers are there. */
class IncrementalBackendWithoutRoomTest extends StateBackendContract {

    private final Incremental backend =
            new Incremental(Backends.of(Incremental.settings().set(RocksDbOptions.OBJECT_CACHE, MemorySize.ZERO), 8));

    @Override
    protected StateBackendFactory backend() {
        return backend;
    }

    @Override
    protected int steps() {
        return 3000;
    }

    @AfterEach
    void filesWereWritten() {
        assertThat(backend.formats()).doesNotContainKey("portable");
    }
}
