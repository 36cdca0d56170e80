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
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksIterator;
import org.rocksdb.Snapshot;

/**
 * Snapshot of an instance's rows, held by RocksDB snapshots until it is closed. Written by one thread, with its own
 * copies of the serializers. Closed by any thread, also during the writing: the writer then stops and releases its
 * resources.
 */
final class RocksSnapshot implements KeyedSnapshot {

    /**
     * The rows of one state.
     *
     * @param layout with serializers that nobody else uses
     * @param leavingOut present when expired values are not to be written
     */
    record States(Store store, Column column, StateLayout layout, Optional<Expiry> leavingOut) {}

    /** @param layout with serializers of its own */
    record Timers(Store store, Column column, TimersLayout layout) {}

    private record Cut(Snapshot moment, ReadOptions reading) {}

    private final KeyedStateSetup setup;
    private final PortableHeader header;
    private final List<States> states;
    private final List<Timers> timers;
    private final Map<Store, Cut> cuts = new IdentityHashMap<>();
    private final Lease lease;
    private final AtomicBoolean closed = new AtomicBoolean();

    /** Takes the snapshot. The cache is written to the stores; they stay open until the snapshot is closed. */
    RocksSnapshot(KeyedStateSetup setup, PortableHeader header, List<States> states, List<Timers> timers) {
        this.setup = setup;
        this.header = header;
        this.states = List.copyOf(states);
        this.timers = List.copyOf(timers);
        states.forEach(each -> cut(each.store()));
        timers.forEach(each -> cut(each.store()));
        this.lease = new Lease(this::release);
    }

    private void cut(Store store) {
        if (cuts.containsKey(store)) {
            return;
        }
        if (!store.lease().join()) {
            throw new IllegalStateException("the store is closed");
        }
        Snapshot moment = store.snapshot();
        cuts.put(store, new Cut(moment, new ReadOptions().setSnapshot(moment).setFillCache(false)));
    }

    private void release() {
        cuts.forEach((store, cut) -> {
            cut.reading().close();
            store.release(cut.moment());
            store.lease().leave();
        });
    }

    @Override
    public KeyedPiece write(SnapshotStore target) throws IOException {
        if (!lease.join()) {
            throw closedMeanwhile();
        }
        List<RocksIterator> open = new ArrayList<>();
        try (PortableWriter writer = new PortableWriter(target, header, setup.groups())) {
            List<PortableRows> rows = new ArrayList<>();
            for (States each : states) {
                open.add(each.store()
                        .iterate(each.column(), cuts.get(each.store()).reading()));
                rows.add(new PortableRows(setup, header, each, open.get(open.size() - 1)));
            }
            List<PortableTimers> queues = new ArrayList<>();
            for (Timers each : timers) {
                queues.add(new PortableTimers(
                        setup, header, each, cuts.get(each.store()).reading()));
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
            for (int i = 0; i < open.size(); i++) {
                states.get(i).store().check(open.get(i));
            }
            return writer.finish();
        } finally {
            open.forEach(RocksIterator::close);
            lease.leave();
        }
    }

    PortableHeader header() {
        return header;
    }

    /** Keeps the stores open until {@link #letGo}, although the snapshot may be closed; false when it is closed. */
    boolean hold() {
        return lease.join();
    }

    void letGo() {
        lease.leave();
    }

    /** Called by the writer for each row. */
    private void check() throws IOException {
        if (closed.get()) {
            throw closedMeanwhile();
        }
    }

    static IOException closedMeanwhile() {
        return new IOException("the snapshot is closed");
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            lease.leave();
        }
    }

    /** Throws when the writing must stop. */
    @FunctionalInterface
    interface Check {
        void check() throws IOException;
    }
}
