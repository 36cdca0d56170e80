package dev.weft.engine.state.heap;

import dev.weft.engine.state.heap.TableCut.Moment;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * The elements of a list state: a growing array that is only appended to, so that a cut shares it (structural sharing). The list that
 * the task goes on with appends behind what the cut sees. Elements that can change in place are copied before they are first
 * handed out after a cut.
 */
final class Elements implements Iterable<Object> {

    private Object[] array;
    private int size;
    /** Null when all elements may be handed out. */
    private Shared shared;

    /** Elements of which only the first ones may be handed out as they are. */
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

    /** One that lives on while this one is left to the cuts up to a moment. */
    Elements fork(UnaryOperator<Object> copier, Moment moment) {
        return new Elements(array, size, copier == ValueKinds.SAME ? null : new Shared(copier, moment, size));
    }

    /** The elements that are not dead, which are not to be handed out unless these may be; these if all live. */
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

    /** An element, not to be handed out. */
    Object kept(int i) {
        return array[i];
    }

    /** An element, to be handed out. */
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

    /** The elements, to be handed out. */
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
