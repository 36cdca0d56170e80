package dev.weft.engine.state.heap;

import dev.weft.engine.state.heap.TableCut.Moment;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Contents of a list state: a growing array that is only appended to, so that snapshots share it (structural sharing).
 * After a snapshot the live list appends behind the elements that the snapshot sees. Mutable elements are copied before
 * they are first returned to the user after a snapshot.
 */
final class Elements implements Iterable<Object> {

    private Object[] array;
    private int size;
    /** Null when no element is shared with a snapshot. */
    private Shared shared;

    /** Tells up to which index elements are shared with snapshots or already copied. */
    private static final class Shared {
        private final UnaryOperator<Object> copier;
        private final Moment moment;
        private final int until;
        private int ownUntil;
        private boolean arrayIsOwn;

        Shared(UnaryOperator<Object> copier, Moment moment, int until) {
            this.copier = copier;
            this.moment = moment;
            this.until = until;
        }
    }

    Elements(int capacity) {
        array = new Object[Math.max(4, capacity)];
    }

    private Elements(Object[] array, int size, Shared shared) {
        this.array = array;
        this.size = size;
        this.shared = shared;
    }

    int size() {
        return size;
    }

    void add(Object element) {
        if (size == array.length) {
            array = Arrays.copyOf(array, size * 2);
        }
        array[size++] = element;
    }

    /** A live successor of this list, which is left to the snapshots up to a moment. */
    Elements fork(UnaryOperator<Object> copier, Moment moment) {
        return new Elements(array, size, copier == ValueKinds.SAME ? null : new Shared(copier, moment, size));
    }

    /** The elements that have not expired, only for reading inside of the backend; this list if all are alive. */
    Elements without(Predicate<Object> isDead) {
        int first = 0;
        while (first < size && !isDead.test(array[first])) {
            first++;
        }
        if (first == size) {
            return this;
        }
        Elements left = new Elements(Arrays.copyOf(array, size), first, null);
        for (int i = first + 1; i < size; i++) {
            if (!isDead.test(array[i])) {
                left.add(array[i]);
            }
        }
        return left;
    }

    /** An element for reading inside of the backend. */
    Object kept(int i) {
        return array[i];
    }

    /** An element that may be returned to the user. */
    Object own(int i) {
        if (shared == null || i < shared.ownUntil || i >= shared.until) {
            return array[i];
        }
        if (shared.moment.areAllOver()) {
            shared = null;
            return array[i];
        }
        if (!shared.arrayIsOwn) {
            array = array.clone();
            shared.arrayIsOwn = true;
        }
        while (shared.ownUntil <= i) {
            array[shared.ownUntil] = shared.copier.apply(array[shared.ownUntil]);
            shared.ownUntil++;
        }
        return array[i];
    }

    /** Iterates over elements that may be returned to the user. */
    @Override
    public Iterator<Object> iterator() {
        return new Iterator<>() {
            private int next;

            @Override
            public boolean hasNext() {
                return next < size;
            }

            @Override
            public Object next() {
                if (next >= size) {
                    throw new NoSuchElementException();
                }
                return own(next++);
            }
        };
    }

    @Override
    public String toString() {
        return Arrays.asList(array).subList(0, size).toString();
    }
}
