package dev.weft.state.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.engine.state.spi.StateBackendFactory;
import dev.weft.engine.testing.StateBackendContract;
import org.junit.jupiter.api.AfterEach;

/** Snapshots of files, and restores from them at the same and at another parallelism. R-RS-1, U-STATE-1. */
class IncrementalBackendTest extends StateBackendContract {

    private final Incremental backend = new Incremental(Backends.of(Incremental.settings()));

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
