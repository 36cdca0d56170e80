package dev.weft.state.rocksdb;

import dev.weft.engine.state.format.PortableHeader;
import dev.weft.engine.state.format.PortableWriter;
import dev.weft.engine.state.format.StateLayout;
import dev.weft.engine.state.format.TimersLayout;
import dev.weft.engine.state.spi.Expiry;
import dev.weft.engine.state.spi.KeyedPiece;
import dev.weft.engine.state.spi.KeyedSnapshot;
import dev.weft.engine.state.spi.KeyedStateSetup;
import dev.weft.engine.state.spi.SnapshotStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksIterator;
import org.rocksdb.Snapshot;

/**
 * The rows of a store at one moment, held by a native snapshot until it is closed. Written by one thread, with serializers
 * of its own; closed by any, also while it is written: the writer then stops, and releases what it has used.
 */
final class RocksSnapshot implements KeyedSnapshot {

    /**
     * A state's rows.
     *
     * @param layout with serializers that nobody else uses
     * @param leavingOut present when expired values are not to be written
     */
    record States(Column column, StateLayout layout, Optional<Expiry> leavingOut) {}

    /** @param layout with serializers that nobody else uses */
    record Timers(Column column, TimersLayout layout) {}

    private final KeyedStateSetup setup;
    private final Store store;
    private final PortableHeader header;
    private final List<States> states;
    private final List<Timers> timers;
    private final Snapshot snapshot;
    private final Lease lease;
    private final AtomicBoolean closed = new AtomicBoolean();

    /** Cuts now. The store is up to date, and stays open until the snapshot is closed. */
    RocksSnapshot(KeyedStateSetup setup, Store store, PortableHeader header, List<States> states, List<Timers> timers) {
        this.setup = setup;
        this.store = store;
        this.header = header;
        this.states = List.copyOf(states);
        this.timers = List.copyOf(timers);
        if (!store.lease().join()) {
            throw new IllegalStateException("the store is closed");
        }
        this.snapshot = store.snapshot();
        this.lease = new Lease(() -> {
            store.release(snapshot);
            store.lease().leave();
        });
    }

    @Override
    public KeyedPiece write(SnapshotStore target) throws IOException {
        if (!lease.join()) {
            throw closedMeanwhile();
        }
        List<RocksIterator> open = new ArrayList<>();
        try (ReadOptions reading = new ReadOptions().setSnapshot(snapshot).setFillCache(false);
                PortableWriter writer = new PortableWriter(target, header, setup.groups())) {
            List<PortableRows> rows = new ArrayList<>();
            for (States each : states) {
                open.add(store.iterate(each.column(), reading));
                rows.add(new PortableRows(setup, header, each, open.get(open.size() - 1)));
            }
            List<PortableTimers> queues = new ArrayList<>();
            for (Timers each : timers) {
                queues.add(new PortableTimers(setup, header, store, each, reading));
            }
            for (int group = setup.groups().first(); group < setup.groups().end(); group++) {
                writer.beginGroup(group);
                for (PortableRows each : rows) {
                    each.writeGroup(group, writer, this::check);
                }
                for (PortableTimers each : queues) {
                    each.writeGroup(group, writer, this::check);
                }
            }
            for (RocksIterator each : open) {
                store.check(each);
            }
            return writer.finish();
        } finally {
            open.forEach(RocksIterator::close);
            lease.leave();
        }
    }

    /** Called by the writer once a row. */
    private void check() throws IOException {
        if (closed.get()) {
            throw closedMeanwhile();
        }
    }

    private static IOException closedMeanwhile() {
        return new IOException("the snapshot is closed");
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            lease.leave();
        }
    }

    /** Throws when the writing is to stop. */
    @FunctionalInterface
    interface Check {
        void check() throws IOException;
    }
}
