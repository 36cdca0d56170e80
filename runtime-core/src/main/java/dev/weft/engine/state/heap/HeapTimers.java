package dev.weft.engine.state.heap;

import dev.weft.engine.state.format.TimersLayout;
import dev.weft.engine.state.heap.TableCut.Moment;
import dev.weft.engine.state.spi.KeyContext;
import dev.weft.engine.state.spi.OwnKeys;
import dev.weft.engine.state.spi.TimerQueue;
import java.util.ArrayList;
import java.util.List;

/**
 * Priority queue of timers. A {@link TimerSet} per key group removes duplicates and is what snapshots contain; one
 * {@link TimeOrder} for all gives the next timer. Deletion is lazy: a deleted timer stays in the order, marked as
 * deleted, until its time comes or deleted timers are the majority and are removed. Belongs to the thread of its task.
 */
final class HeapTimers<N> implements TimerQueue<N> {

    private static final int DEAD_ANYWAY = 1024;
    private static final String NONE = "";

    private final KeyContext keys;
    private final GroupIndex groups;
    private final OwnKeys ownKeys;
    private final TimerSet[] sets;
    private TimersLayout layout;
    private TimeOrder order = new TimeOrder();
    private int live;
    private Timer polled = new Timer(Long.MIN_VALUE, NONE, 0, NONE, 0);

    HeapTimers(KeyContext keys, GroupIndex groups, OwnKeys ownKeys, TimersLayout layout) {
        this.keys = keys;
        this.groups = groups;
        this.ownKeys = ownKeys;
        this.layout = layout;
        this.sets = new TimerSet[groups.count()];
    }

    TimersLayout layout() {
        return layout;
    }

    /** Called when the program declares a restored queue. */
    void bind(TimersLayout declared) {
        layout = layout.succeededBy(declared);
    }

    @Override
    public void add(long time, N namespace) {
        switch (layout.division()) {
            case NONE -> add(time, keys.key(), keys.hash(), NONE, 0);
            case LONGS -> add(time, keys.key(), keys.hash(), NONE, (Long) namespace);
            case OBJECTS -> add(time, keys.key(), keys.hash(), namespace, 0);
        }
    }

    @Override
    public void addAt(long time, long namespace) {
        add(time, keys.key(), keys.hash(), NONE, namespace);
    }

    /** Adds a restored timer. */
    void restore(long time, Object key, int hash, Object namespace) {
        switch (layout.division()) {
            case NONE -> add(time, key, hash, NONE, 0);
            case LONGS -> add(time, key, hash, NONE, (Long) namespace);
            case OBJECTS -> add(time, key, hash, namespace, 0);
        }
    }

    private void add(long time, Object key, int hash, Object namespace, long longNamespace) {
        int index = groups.of(hash, key);
        TimerSet set = sets[index];
        if (set == null) {
            set = new TimerSet();
            sets[index] = set;
        }
        int mixed = Timer.mixed(time, hash, namespace, longNamespace);
        int slot = set.find(time, key, mixed, namespace, longNamespace);
        if (slot < 0) {
            Timer timer = new Timer(time, ownKeys.own(key, hash), hash, namespace, longNamespace);
            set.add(~slot, timer, mixed);
            order.add(timer);
            live++;
        }
    }

    @Override
    public void remove(long time, N namespace) {
        switch (layout.division()) {
            case NONE -> remove(time, NONE, 0);
            case LONGS -> remove(time, NONE, (Long) namespace);
            case OBJECTS -> remove(time, namespace, 0);
        }
    }

    @Override
    public void removeAt(long time, long namespace) {
        remove(time, NONE, namespace);
    }

    private void remove(long time, Object namespace, long longNamespace) {
        Timer removed = takeOut(time, keys.key(), keys.hash(), namespace, longNamespace);
        if (removed != null) {
            removed.dead = true;
            if (order.size() > 2 * live + DEAD_ANYWAY) {
                buryTheDead();
            }
        }
    }

    private Timer takeOut(long time, Object key, int hash, Object namespace, long longNamespace) {
        TimerSet set = sets[groups.of(hash, key)];
        if (set == null) {
            return null;
        }
        int slot = set.find(time, key, Timer.mixed(time, hash, namespace, longNamespace), namespace, longNamespace);
        if (slot < 0) {
            return null;
        }
        Timer timer = set.timer(slot);
        set.remove(slot);
        live--;
        return timer;
    }

    private void buryTheDead() {
        TimeOrder fresh = new TimeOrder();
        for (Timer first = order.first(); first != null; first = order.first()) {
            fresh.add(first);
            order.removeFirst();
        }
        order = fresh;
    }

    @Override
    public boolean isEmpty() {
        return live == 0;
    }

    @Override
    public long earliest() {
        Timer first = order.first();
        return first == null ? Long.MAX_VALUE : first.time;
    }

    @Override
    public boolean poll(long until) {
        Timer first = order.first();
        if (first == null || first.time > until) {
            return false;
        }
        order.removeFirst();
        takeOut(first.time, first.key, first.hash, first.namespace, first.longNamespace);
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
    public N namespace() {
        return namespaceOf(polled);
    }

    @SuppressWarnings("unchecked") // namespaces are of the queue's type
    private N namespaceOf(Timer timer) {
        return switch (layout.division()) {
            case NONE -> null;
            case LONGS -> (N) (Long) timer.longNamespace;
            case OBJECTS -> (N) timer.namespace;
        };
    }

    @Override
    public long longNamespace() {
        return polled.longNamespace;
    }

    @Override
    public void forEach(TimerAction<N> action) throws Exception {
        for (TimerSet set : sets) {
            for (int slot = 0; set != null && slot < set.capacity(); slot++) {
                if (set.holds(slot)) {
                    Timer timer = set.timer(slot);
                    keys.use(timer.key, timer.hash);
                    action.accept(timer.time, namespaceOf(timer));
                }
            }
        }
        keys.leave();
    }

    /** Takes a snapshot of all timers by key group; empty where there are none. */
    List<List<TableCut>> cut(Moment now) {
        List<List<TableCut>> cuts = new ArrayList<>(sets.length);
        for (TimerSet set : sets) {
            cuts.add(set == null || set.size() == 0 ? List.of() : List.of(set.cut(now)));
        }
        return cuts;
    }
}
