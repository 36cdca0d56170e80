package dev.weft.engine.state.heap;

import dev.weft.engine.state.spi.KeyContext;
import dev.weft.engine.state.spi.TimerQueue;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Timers by time. Belongs to the thread of its task. */
final class HeapTimers<N> implements TimerQueue<N> {

    private record Timer(Object key, int hash, Object namespace) {}

    private final KeyContext keys;
    private final TreeMap<Long, Set<Timer>> byTime = new TreeMap<>();
    private long polledTime;
    private Timer polled;

    HeapTimers(KeyContext keys) {
        this.keys = keys;
    }

    private Timer timer(Object namespace) {
        return new Timer(keys.key(), keys.hash(), namespace);
    }

    @Override
    public void add(long time, N namespace) {
        byTime.computeIfAbsent(time, t -> new LinkedHashSet<>()).add(timer(namespace));
    }

    @Override
    public void addAt(long time, long namespace) {
        byTime.computeIfAbsent(time, t -> new LinkedHashSet<>()).add(timer(namespace));
    }

    @Override
    public void remove(long time, N namespace) {
        remove(time, timer(namespace));
    }

    @Override
    public void removeAt(long time, long namespace) {
        remove(time, timer(namespace));
    }

    private void remove(long time, Timer timer) {
        Set<Timer> timers = byTime.get(time);
        if (timers != null && timers.remove(timer) && timers.isEmpty()) {
            byTime.remove(time);
        }
    }

    @Override
    public boolean isEmpty() {
        return byTime.isEmpty();
    }

    @Override
    public long earliest() {
        return byTime.isEmpty() ? Long.MAX_VALUE : byTime.firstKey();
    }

    @Override
    public boolean poll(long until) {
        if (byTime.isEmpty() || byTime.firstKey() > until) {
            return false;
        }
        polledTime = byTime.firstKey();
        polled = byTime.firstEntry().getValue().iterator().next();
        remove(polledTime, polled);
        return true;
    }

    @Override
    public long time() {
        return polledTime;
    }

    @Override
    public Object key() {
        return polled.key();
    }

    @Override
    public int hash() {
        return polled.hash();
    }

    @Override
    @SuppressWarnings("unchecked") // namespaces are of the queue's type
    public N namespace() {
        return (N) polled.namespace();
    }

    @Override
    public long longNamespace() {
        return (Long) polled.namespace();
    }

    @Override
    @SuppressWarnings("unchecked") // namespaces are of the queue's type
    public void forEach(TimerAction<N> action) throws Exception {
        for (Map.Entry<Long, Set<Timer>> entry : List.copyOf(byTime.entrySet())) {
            for (Timer timer : List.copyOf(entry.getValue())) {
                keys.use(timer.key(), timer.hash());
                action.accept(entry.getKey(), (N) timer.namespace());
            }
        }
        keys.leave();
    }
}
