package dev.weft.state.rocksdb;

import dev.weft.api.common.state.State;
import dev.weft.engine.state.format.PortableHeader;
import dev.weft.engine.state.format.SavedSerializer;
import dev.weft.engine.state.spi.KeyedSnapshot;
import dev.weft.engine.state.spi.KeyedStateBackend;
import dev.weft.engine.state.spi.KeyedStateSetup;
import dev.weft.engine.state.spi.NamespacedState;
import dev.weft.engine.state.spi.Namespaces;
import dev.weft.engine.state.spi.SnapshotOrder;
import dev.weft.engine.state.spi.StateSpec;
import dev.weft.engine.state.spi.TimerQueue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/**
 * Lazy initialization of keyed state with nothing to restore: RocksDB is opened when the first state or timer queue is
 * declared, which many functions on keyed streams never do. Belongs to the thread of its task.
 */
final class LazyKeyedState implements KeyedStateBackend {

    /** Opens the instance's RocksDB. */
    interface Opener {
        RocksKeyedState open() throws IOException;
    }

    private final KeyedStateSetup setup;
    private final Opener opener;
    private Optional<RocksKeyedState> opened = Optional.empty();

    LazyKeyedState(KeyedStateSetup setup, Opener opener) {
        this.setup = setup;
        this.opener = opener;
    }

    private RocksKeyedState opened() {
        if (opened.isEmpty()) {
            try {
                opened = Optional.of(opener.open());
            } catch (IOException e) {
                throw new UncheckedIOException(
                        "the RocksDB state of " + setup.host().describe() + " cannot be opened: " + e.getMessage(), e);
            }
        }
        return opened.get();
    }

    @Override
    public <S extends State, N> NamespacedState<S, N> state(StateSpec<S, N> spec) {
        return opened().state(spec);
    }

    @Override
    public <N> TimerQueue<N> timers(String name, Namespaces<N> namespaces) {
        return opened().timers(name, namespaces);
    }

    @Override
    public KeyedSnapshot snapshot() {
        return opened.isPresent() ? opened.get().snapshot() : nothing();
    }

    @Override
    public KeyedSnapshot snapshot(SnapshotOrder order) {
        return opened.isPresent() ? opened.get().snapshot(order) : nothing();
    }

    private KeyedSnapshot nothing() {
        SavedSerializer<Object> keys = SavedSerializer.of(setup.keyType().serializer());
        return new RocksSnapshot(
                setup, new PortableHeader(keys.duplicate(), List.of(), List.of()), List.of(), List.of());
    }

    @Override
    public void close() {
        opened.ifPresent(RocksKeyedState::close);
    }
}
