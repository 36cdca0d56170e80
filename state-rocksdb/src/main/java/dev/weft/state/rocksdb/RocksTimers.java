package dev.weft.state.rocksdb;

import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.engine.state.spi.KeyContext;
import dev.weft.engine.state.spi.KeyedStateSetup;
import dev.weft.engine.state.spi.Namespaces;
import dev.weft.engine.state.spi.TimerQueue;
import java.util.Arrays;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.Map;
import org.rocksdb.RocksIterator;

/**
 * Priority queue of timers that spills to RocksDB: the earliest timers are in a heap in memory, the others are rows in
 * order of time. A border row divides them: memory has all timers before it; the store has all from it on, and those
 * before it that are marked as stored. When memory is full, its later half is moved to the store and the border moves
 * down; when memory is empty, the next ones are read and the border moves up. Timers that never leave memory are
 * written to the store only for a snapshot.
 *
 * <p>Belongs to the thread of the task.
 */
final class RocksTimers<N> implements TimerQueue<N> {

    private static final int BATCH_WRITES = 500;
    /** Changes that wait for an open cut to be over, in bytes. */
    private static final int MOST_WAITING_BYTES = 16 << 20;

    private final Store store;
    private final Column column;
    private final KeyContext keys;
    private final Namespaces<N> namespaces;
    private final TypeSerializer<Object> keySerializer;
    private final boolean copiesKeys;
    private final TimerRows<N> rows;
    private final int mostInMemory;
    private final TimerHead head = new TimerHead();
    private final Batch batch = new Batch();
    private final CacheCut cut;
    /** Null when every timer in the store is also in memory. */
    private byte[] border;

    private long borderTime;
    private Timer polled;

    /**
     * @param cut while it is open, nothing is written to the store
     * @param mostInMemory number of timers from which on some are moved to the store, at least 2
     * @param restored whether the store has timers already
     */
    RocksTimers(
            KeyedStateSetup setup,
            Store store,
            Column column,
            Namespaces<N> namespaces,
            CacheCut cut,
            int mostInMemory,
            boolean restored) {
        this.store = store;
        this.column = column;
        this.keys = setup.keys();
        this.namespaces = namespaces;
        this.keySerializer = setup.keyType().serializer();
        this.copiesKeys = !keySerializer.isImmutableType();
        this.rows = new TimerRows<>(setup, namespaces);
        this.cut = cut;
        this.mostInMemory = mostInMemory;
        if (restored) {
            border = new byte[0];
            borderTime = Long.MIN_VALUE;
        }
    }

    static String columnName(String queue) {
        return "timers." + queue;
    }

    Column column() {
        return column;
    }

    Namespaces<N> namespaces() {
        return namespaces;
    }

    private Timer timer(long time, long number, Object space) {
        Object key = keys.key();
        return new Timer(time, copiesKeys ? keySerializer.copy(key) : key, keys.hash(), number, space);
    }

    private Timer timer(long time, N namespace) {
        return switch (namespaces.kind()) {
            case NONE -> timer(time, 0, null);
            case LONGS -> timer(time, (Long) namespace, null);
            case OBJECTS -> timer(time, 0, namespace);
        };
    }

    @Override
    public void add(long time, N namespace) {
        add(timer(time, namespace));
    }

    @Override
    public void addAt(long time, long namespace) {
        add(timer(time, namespace, null));
    }

    @Override
    public void remove(long time, N namespace) {
        remove(timer(time, namespace));
    }

    @Override
    public void removeAt(long time, long namespace) {
        remove(timer(time, namespace, null));
    }

    private void add(Timer timer) {
        if (!isBeforeBorder(timer)) {
            rows.write(timer);
            batch.put(column.id(), rows.bytes(), rows.length(), rows.bytes(), 0);
            flushIfFull();
        } else if (head.add(timer) && head.size() > mostInMemory) {
            spill();
        }
    }

    private void remove(Timer timer) {
        if (!isBeforeBorder(timer)) {
            delete(timer);
            return;
        }
        Timer found = head.find(timer);
        if (found != null) {
            head.remove(found);
            if (found.stored) {
                delete(found);
            }
        }
    }

    private boolean isBeforeBorder(Timer timer) {
        if (border == null || timer.time < borderTime) {
            return true;
        }
        if (timer.time > borderTime || border.length == 0) {
            return false;
        }
        rows.write(timer);
        return Arrays.compareUnsigned(rows.bytes(), 0, rows.length(), border, 0, border.length) < 0;
    }

    private void delete(Timer timer) {
        rows.write(timer);
        batch.delete(column.id(), rows.bytes(), rows.length());
        flushIfFull();
    }

    private void flushIfFull() {
        if (batch.count() >= BATCH_WRITES && (!cut.isOpen() || batch.length() > MOST_WAITING_BYTES)) {
            flushBatch();
        }
    }

    private void flushBatch() {
        if (!batch.isEmpty()) {
            cut.finish();
            store.write(batch);
            batch.clear();
        }
    }

    /** Moves the later half of the timers to the store. */
    private void spill() {
        Timer[] timers = head.timers();
        Map<Timer, byte[]> written = new IdentityHashMap<>(2 * timers.length);
        for (Timer timer : timers) {
            rows.write(timer);
            written.put(timer, rows.copy());
        }
        Arrays.sort(timers, Comparator.comparing(written::get, Arrays::compareUnsigned));
        int kept = timers.length / 2;
        setBorder(timers[kept].time, written.get(timers[kept]));
        head.clear();
        for (int i = 0; i < kept; i++) {
            head.add(timers[i]);
        }
        for (int i = kept; i < timers.length; i++) {
            if (!timers[i].stored) {
                byte[] row = written.get(timers[i]);
                batch.put(column.id(), row, row.length, row, 0);
            }
        }
        flushBatch();
    }

    private void setBorder(long time, byte[] row) {
        border = row;
        borderTime = time;
    }

    /** The earliest timer, read from the store if necessary; null when there is none. */
    private Timer first() {
        Timer first = head.first();
        if (first == null && border != null) {
            refill();
            return head.first();
        }
        return first;
    }

    private void refill() {
        flushBatch();
        int most = Math.max(1, Math.min(mostInMemory, 1 << 14) / 2);
        try (RocksIterator found = store.iterate(column)) {
            found.seek(border);
            while (found.isValid() && head.size() < most) {
                Timer timer = rows.read(found.key());
                timer.stored = true;
                head.add(timer);
                found.next();
            }
            store.check(found);
            if (found.isValid()) {
                byte[] next = found.key();
                setBorder(rows.read(next).time, next);
            } else {
                border = null;
            }
        }
    }

    @Override
    public boolean isEmpty() {
        return first() == null;
    }

    @Override
    public long earliest() {
        Timer first = first();
        return first == null ? Long.MAX_VALUE : first.time;
    }

    @Override
    public boolean poll(long until) {
        Timer first = first();
        if (first == null || first.time > until) {
            return false;
        }
        head.remove(first);
        if (first.stored) {
            delete(first);
        }
        polled = first;
        return true;
    }

    @Override
    public long time() {
        return polled.time;
    }

    @Override
    public Object key() {
        return polled.key;
    }

    @Override
    public int hash() {
        return polled.hash;
    }

    @Override
    @SuppressWarnings("unchecked") // namespaces are of the queue's type
    public N namespace() {
        return namespaces.kind() == Namespaces.Kind.LONGS ? (N) (Object) polled.number : (N) polled.space;
    }

    @Override
    public long longNamespace() {
        return polled.number;
    }

    @Override
    public void forEach(TimerAction<N> action) throws Exception {
        flushBatch();
        try (RocksIterator found = store.iterate(column)) {
            for (Timer timer : head.timers()) {
                visit(timer, action);
            }
            if (border != null) {
                for (found.seek(border); found.isValid(); found.next()) {
                    visit(rows.read(found.key()), action);
                }
                store.check(found);
            }
        }
        keys.leave();
    }

    @SuppressWarnings("unchecked") // namespaces are of the queue's type
    private void visit(Timer timer, TimerAction<N> action) throws Exception {
        keys.use(timer.key, timer.hash);
        action.accept(
                timer.time, namespaces.kind() == Namespaces.Kind.LONGS ? (N) (Object) timer.number : (N) timer.space);
    }

    /** Writes changes, so that the store contains exactly the timers that exist. */
    void flush() {
        for (Timer timer : head.timers()) {
            if (!timer.stored) {
                rows.write(timer);
                batch.put(column.id(), rows.bytes(), rows.length(), rows.bytes(), 0);
                timer.stored = true;
                flushIfFull();
            }
        }
        flushBatch();
    }
}
