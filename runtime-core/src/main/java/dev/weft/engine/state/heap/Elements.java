package dev.weft.engine.state.heap;

import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.UnaryOperator;

/**
 * The elements of a list state. It only grows at its end, so a copy for a snapshot can share the array: the one that lives
 * on appends behind what the other sees.
 */
final class Elements implements Iterable<Object> {

    private Object[] array;
    private int size;

    Elements(int capacity) {
        array = new Object[Math.max(4, capacity)];
    }

    private Elements(Object[] array, int size) {
        this.array = array;
        this.size = size;
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

    /** One that lives on while this one is left to a snapshot. */
    Elements fork(UnaryOperator<Object> copier) {
        if (copier == Table.IMMUTABLE) {
            return new Elements(array, size);
        }
        Elements own = new Elements(size);
        for (int i = 0; i < size; i++) {
            own.add(copier.apply(array[i]));
        }
        return own;
    }

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
                return array[next++];
            }
        };
    }
}
