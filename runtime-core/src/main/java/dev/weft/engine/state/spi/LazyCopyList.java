package dev.weft.engine.state.spi;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.RandomAccess;
import java.util.function.IntFunction;
import java.util.function.Predicate;

/**
 * Result of {@code ListState.get()}: a list of the elements at the time of the call, owned by the caller, which is
 * copied when the caller first modifies it (copy on write). Modifying it does not modify the state. Its iterator
 * refuses {@code remove}, because programs expect that to modify the state.
 *
 * <p>Belongs to the thread that asked for it.
 */
public final class LazyCopyList<T> extends AbstractList<T> implements RandomAccess {

    private final IntFunction<T> elements;
    private final int size;
    private ArrayList<T> changed;

    /**
     * @param elements returns the element at an index; those below {@code size} do not change
     * @param size number of elements
     */
    public LazyCopyList(IntFunction<T> elements, int size) {
        this.elements = elements;
        this.size = size;
    }

    @Override
    public T get(int index) {
        if (changed != null) {
            return changed.get(index);
        }
        if (index < 0 || index >= size) {
            throw new IndexOutOfBoundsException("element " + index + " of a list of " + size);
        }
        return elements.apply(index);
    }

    @Override
    public int size() {
        return changed == null ? size : changed.size();
    }

    private ArrayList<T> toChange() {
        if (changed == null) {
            ArrayList<T> copy = new ArrayList<>(size);
            for (int i = 0; i < size; i++) {
                copy.add(elements.apply(i));
            }
            changed = copy;
        }
        modCount++;
        return changed;
    }

    @Override
    public T set(int index, T element) {
        return toChange().set(index, element);
    }

    @Override
    public void add(int index, T element) {
        toChange().add(index, element);
    }

    @Override
    public T remove(int index) {
        return toChange().remove(index);
    }

    @Override
    public boolean removeIf(Predicate<? super T> filter) {
        return toChange().removeIf(filter);
    }

    @Override
    public boolean removeAll(Collection<?> others) {
        return toChange().removeAll(others);
    }

    @Override
    public boolean retainAll(Collection<?> others) {
        return toChange().retainAll(others);
    }

    @Override
    public boolean remove(Object element) {
        return toChange().remove(element);
    }

    @Override
    public void clear() {
        toChange().clear();
    }

    @Override
    public Iterator<T> iterator() {
        return new Iterator<>() {
            private final int until = size();
            private int next;

            @Override
            public boolean hasNext() {
                return next < until;
            }

            @Override
            public T next() {
                if (next >= until) {
                    throw new NoSuchElementException("the list has no more elements");
                }
                return get(next++);
            }

            @Override
            public void remove() {
                throw new UnsupportedOperationException(
                        "remove() on the elements of a list state would not reach the state:"
                                + " gather the elements that are to stay and give them to update(...)");
            }
        };
    }
}
