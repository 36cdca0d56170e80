package dev.weft.state.rocksdb;

import dev.weft.api.common.state.State;
import dev.weft.configuration.CheckpointingOptions;
import dev.weft.configuration.Configuration;
import dev.weft.engine.state.spi.KeyedPiece;
import dev.weft.engine.state.spi.KeyedSnapshot;
import dev.weft.engine.state.spi.KeyedStateBackend;
import dev.weft.engine.state.spi.KeyedStateSetup;
import dev.weft.engine.state.spi.NamespacedState;
import dev.weft.engine.state.spi.Namespaces;
import dev.weft.engine.state.spi.SnapshotOrder;
import dev.weft.engine.state.spi.SnapshotStore;
import dev.weft.engine.state.spi.StateBackendFactory;
import dev.weft.engine.state.spi.StateSpec;
import dev.weft.engine.state.spi.TimerQueue;
import java.io.IOException;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** The backend with incremental snapshots wherever a test asks for one. Counts the formats that were written. */
final class Incremental implements StateBackendFactory {

    private final StateBackendFactory backend;
    private final AtomicLong ids = new AtomicLong();
    private final Map<String, Integer> formats = new ConcurrentHashMap<>();

    Incremental(StateBackendFactory backend) {
        this.backend = backend;
    }

    static Configuration settings() {
        return new Configuration().set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
    }

    /** How many snapshots were written in each format. */
    Map<String, Integer> formats() {
        return formats;
    }

    @Override
    public String name() {
        return backend.name();
    }

    @Override
    public KeyedStateBackend create(KeyedStateSetup setup) throws Exception {
        KeyedStateBackend made = backend.create(setup);
        return new KeyedStateBackend() {
            @Override
            public <S extends State, N> NamespacedState<S, N> state(StateSpec<S, N> spec) {
                return made.state(spec);
            }

            @Override
            public <N> TimerQueue<N> timers(String name, Namespaces<N> namespaces) {
                return made.timers(name, namespaces);
            }

            @Override
            public KeyedSnapshot snapshot() throws Exception {
                return new Counted(
                        made.snapshot(new SnapshotOrder(ids.incrementAndGet(), false, OptionalLong.empty())));
            }

            @Override
            public void close() {
                made.close();
            }
        };
    }

    private final class Counted implements KeyedSnapshot {
        private final KeyedSnapshot snapshot;

        Counted(KeyedSnapshot snapshot) {
            this.snapshot = snapshot;
        }

        @Override
        public KeyedPiece write(SnapshotStore store) throws IOException {
            KeyedPiece piece = snapshot.write(store);
            formats.merge(piece.format(), 1, Integer::sum);
            return piece;
        }

        @Override
        public void close() {
            snapshot.close();
        }
    }
}
