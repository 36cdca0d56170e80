package dev.weft.engine.state.heap;

import dev.weft.engine.state.heap.TableCut.Moment;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.ConcurrentModificationException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Map with many entries under one key, by linear hashing: segments of about thirty entries, of which one is split or
 * two are merged at a time as the map grows and shrinks, so that no single operation takes long.
 *
 * <p>Snapshots are copy-on-write per segment: the live map starts with the segments that the snapshot has, and copies a
 * segment before it first modifies it or returns a mutable value of it.
 *
 * <p>Belongs to the thread of its task, except {@link #parts} of a map that is left to a snapshot.
 */
final class LargeMap extends AbstractMap<Object, Object> {

    /** Maps with more entries than this are stored in segments. */
    static final int FROM = 512;

    private static final int FEWEST = 16;
    private static final int LOAD = 32;

    private Map<Object, Object>[] segments;
    private int count;
    /** Bit mask for the segment number: the smallest number of one bits that covers all segments. */
    private int mask;

    private int size;
    /** Modification count, checked by iterators. */
    private int changes;

    private int cleaned;
    /** Null when no segment is shared with a snapshot. */
    private Shared shared;

    /** Tells which segments are shared with snapshots. */
    private static final class Shared {
        private final UnaryOperator<Object> copier;
        private final Moment moment;
        private long[] own;

        Shared(UnaryOperator<Object> copier, Moment moment, int segments) {
            this.copier = copier;
            this.moment = moment;
            this.own = new long[(segments >> 6) + 1];
        }

        boolean isOwn(int segment) {
            return (own[segment >> 6] & 1L << segment) != 0;
        }

        void own(int segment) {
            if (segment >> 6 >= own.length) {
                own = Arrays.copyOf(own, 2 * own.length);
            }
            own[segment >> 6] |= 1L << segment;
        }
    }

    /** Takes over the entries of a map that is not used any more. */
    LargeMap(Map<?, ?> entries) {
        segments = newSegments(Integer.highestOneBit(Math.max(FEWEST, entries.size() / LOAD)));
        count = segments.length;
        mask = count - 1;
        for (int i = 0; i < count; i++) {
            segments[i] = new HashMap<>();
        }
        entries.forEach(this::put);
    }

    private LargeMap(LargeMap cut, Shared shared) {
        segments = cut.segments.clone();
        count = cut.count;
        mask = cut.mask;
        size = cut.size;
        cleaned = cut.cleaned;
        this.shared = shared;
    }

    @SuppressWarnings("unchecked") // arrays know no type arguments
    private static Map<Object, Object>[] newSegments(int length) {
        return (Map<Object, Object>[]) new Map<?, ?>[length];
    }

    /** A live successor of this map, which is left to the snapshots up to a moment. */
    LargeMap fork(UnaryOperator<Object> copier, Moment moment) {
        return new LargeMap(this, new Shared(copier, moment, count));
    }

    /** The segments, only for reading inside of the backend. */
    List<Map<Object, Object>> parts() {
        return Collections.unmodifiableList(Arrays.asList(segments).subList(0, count));
    }

    // ---- segments ----

    private int segmentOf(Object key) {
        int hash = key == null ? 0 : key.hashCode();
        int mixed = (hash ^ hash >>> 16) * 0x9e3779b9;
        int segment = (mixed ^ mixed >>> 16) & mask;
        return segment < count ? segment : segment & mask >> 1;
    }

    private boolean isOwn(int segment) {
        if (shared == null || shared.isOwn(segment)) {
            return true;
        }
        if (shared.moment.areAllOver()) {
            shared = null;
            return true;
        }
        return false;
    }

    private Map<Object, Object> own(int segment) {
        if (!isOwn(segment)) {
            segments[segment] = ValueKinds.copyOf(segments[segment], shared.copier);
            shared.own(segment);
        }
        return segments[segment];
    }

    /** A segment whose values may be returned to the user. */
    private Map<Object, Object> toRead(int segment) {
        return shared == null || shared.copier == ValueKinds.SAME ? segments[segment] : own(segment);
    }

    /** Splits or merges one segment if the number of entries calls for it. */
    private void adapt() {
        if (size > count * LOAD) {
            split();
        } else if (count > FEWEST && size < count * (LOAD / 4)) {
            unite();
        }
    }

    private void split() {
        Map<Object, Object> source = own(count - Integer.highestOneBit(count));
        if (count == segments.length) {
            segments = Arrays.copyOf(segments, 2 * count);
        }
        Map<Object, Object> added = new HashMap<>();
        int number = count++;
        mask = 2 * Integer.highestOneBit(number) - 1;
        segments[number] = added;
        if (shared != null) {
            shared.own(number);
        }
        for (Iterator<Entry<Object, Object>> all = source.entrySet().iterator(); all.hasNext(); ) {
            Entry<Object, Object> entry = all.next();
            if (segmentOf(entry.getKey()) == number) {
                added.put(entry.getKey(), entry.getValue());
                all.remove();
            }
        }
    }

    private void unite() {
        int last = count - 1;
        own(last - Integer.highestOneBit(last)).putAll(own(last));
        segments[last] = null;
        count = last;
        mask = 2 * Integer.highestOneBit(last - 1) - 1;
    }

    // ---- entries ----

    @Override
    public int size() {
        return size;
    }

    @Override
    public Object get(Object key) {
        return toRead(segmentOf(key)).get(key);
    }

    @Override
    public boolean containsKey(Object key) {
        return segments[segmentOf(key)].containsKey(key);
    }

    @Override
    public Object put(Object key, Object value) {
        Map<Object, Object> segment = own(segmentOf(key));
        int before = segment.size();
        Object replaced = segment.put(key, value);
        if (segment.size() > before) {
            size++;
            changes++;
            adapt();
        }
        return replaced;
    }

    @Override
    public Object remove(Object key) {
        int at = segmentOf(key);
        if (!segments[at].containsKey(key)) {
            return null;
        }
        Object removed = own(at).remove(key);
        size--;
        changes++;
        adapt();
        return removed;
    }

    /**
     * Incremental cleanup: removes expired entries, continuing where the last call stopped.
     *
     * @param looks at how many entries to look, at least
     * @return whether the end has come
     */
    boolean clean(int looks, Predicate<Object> isDead) {
        int looked = 0;
        while (cleaned < count && looked < looks) {
            looked += segments[cleaned].size() + 1;
            if (anyDead(segments[cleaned].values(), isDead)) {
                Collection<Object> values = own(cleaned).values();
                size -= values.size();
                values.removeIf(isDead);
                size += values.size();
                changes++;
            }
            cleaned++;
        }
        if (cleaned < count) {
            return false;
        }
        cleaned = 0;
        return true;
    }

    private static boolean anyDead(Collection<Object> values, Predicate<Object> isDead) {
        for (Object value : values) {
            if (isDead.test(value)) {
                return true;
            }
        }
        return false;
    }

    // ---- iteration ----

    @Override
    public Set<Entry<Object, Object>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public int size() {
                return size;
            }

            @Override
            public Iterator<Entry<Object, Object>> iterator() {
                return new Entries();
            }
        };
    }

    /**
     * Iterates over all segments. A shared segment is shown as it was when the iterator reached it; changes go to the
     * map's own copy.
     */
    private final class Entries implements Iterator<Entry<Object, Object>> {
        private int segment = -1;
        private Map<Object, Object> visited = Map.of();
        private boolean isOwn;
        private Iterator<Entry<Object, Object>> rest = Collections.emptyIterator();
        private Iterator<Entry<Object, Object>> removable;
        private int removableSegment;
        private Object removableKey;
        private int expectedChanges = changes;

        @Override
        public boolean hasNext() {
            while (!rest.hasNext()) {
                if (segment + 1 >= count) {
                    return false;
                }
                segment++;
                visited = toRead(segment);
                isOwn = isOwn(segment);
                rest = visited.entrySet().iterator();
            }
            return true;
        }

        @Override
        public Entry<Object, Object> next() {
            checkChanges();
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            Entry<Object, Object> entry = rest.next();
            removable = rest;
            removableSegment = segment;
            removableKey = entry.getKey();
            if (isOwn) {
                return entry;
            }
            return new Through(
                    entry.getKey(),
                    segments[segment] == visited ? entry.getValue() : segments[segment].get(entry.getKey()));
        }

        @Override
        public void remove() {
            if (removable == null) {
                throw new IllegalStateException("nothing to remove: next() comes first");
            }
            checkChanges();
            Map<Object, Object> own = own(removableSegment);
            if (removable == rest && own == visited) {
                rest.remove();
            } else {
                own.remove(removableKey);
            }
            removable = null;
            size--;
            expectedChanges = ++changes;
        }

        private void checkChanges() {
            if (changes != expectedChanges) {
                throw new ConcurrentModificationException("a map state was changed while it was iterated over");
            }
        }
    }

    /** An entry of a shared segment. */
    private final class Through extends SimpleEntry<Object, Object> {
        private static final long serialVersionUID = 1L;

        Through(Object key, Object value) {
            super(key, value);
        }

        @Override
        public Object setValue(Object value) {
            if (containsKey(getKey())) {
                put(getKey(), value);
            }
            return super.setValue(value);
        }
    }
}
