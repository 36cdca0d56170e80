package dev.weft.util;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Consumer;

/** An iterator over something that must be given back. For one thread. */
@SuppressWarnings("try") // closing may be interrupted
public interface CloseableIterator<T> extends Iterator<T>, AutoCloseable {
    /** An iterator without elements. */
    CloseableIterator<?> EMPTY_INSTANCE = CloseableIterator.adapterForIterator(Collections.emptyIterator());

    /** Closing it does nothing. */
    static <T> CloseableIterator<T> adapterForIterator(Iterator<T> iterator) {
        return adapterForIterator(iterator, () -> {});
    }

    /** An iterator together with what is closed when it is. */
    static <T> CloseableIterator<T> adapterForIterator(Iterator<T> iterator, AutoCloseable close) {
        return new IteratorAdapter<>(iterator, close);
    }

    /** Closing it gives those that are left to the consumer. */
    static <T> CloseableIterator<T> fromList(List<T> list, Consumer<T> closeNotConsumed) {
        Deque<T> left = new ArrayDeque<>(list);
        Iterator<T> taking = new Iterator<>() {
            @Override
            public boolean hasNext() {
                return !left.isEmpty();
            }

            @Override
            public T next() {
                return left.remove();
            }
        };
        return adapterForIterator(taking, () -> {
            while (!left.isEmpty()) {
                closeNotConsumed.accept(left.remove());
            }
        });
    }

    /** One after the other; closing it closes all, whatever the others do. */
    @SafeVarargs
    @SuppressWarnings("varargs") // the iterators are only read
    static <T> CloseableIterator<T> flatten(CloseableIterator<T>... iterators) {
        List<CloseableIterator<T>> all = List.of(iterators);
        Iterator<T> flat = new Iterator<>() {
            private int current;

            @Override
            public boolean hasNext() {
                while (current < all.size() && !all.get(current).hasNext()) {
                    current++;
                }
                return current < all.size();
            }

            @Override
            public T next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                return all.get(current).next();
            }
        };
        return adapterForIterator(flat, () -> {
            Exception first = null;
            for (CloseableIterator<T> one : all) {
                try {
                    one.close();
                } catch (Exception e) {
                    if (first == null) {
                        first = e;
                    } else {
                        first.addSuppressed(e);
                    }
                }
            }
            if (first != null) {
                throw first;
            }
        });
    }

    /** An iterator without elements. */
    @SuppressWarnings("unchecked") // it has no elements
    static <T> CloseableIterator<T> empty() {
        return (CloseableIterator<T>) EMPTY_INSTANCE;
    }

    /**
     * An iterator of these elements.
     *
     * @param closeNotConsumed called on close for each element that was not taken
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // the elements are only read
    static <T> CloseableIterator<T> ofElements(Consumer<T> closeNotConsumed, T... elements) {
        return fromList(List.of(elements), closeNotConsumed);
    }

    /**
     * An iterator of one element.
     *
     * @param closeIfNotConsumed called on close if the element was not taken
     */
    static <E> CloseableIterator<E> ofElement(E element, Consumer<E> closeIfNotConsumed) {
        return fromList(List.of(element), closeIfNotConsumed);
    }

    /** An iterator together with what closes it. */
    final class IteratorAdapter<E> implements CloseableIterator<E> {
        private final Iterator<E> delegate;
        private final AutoCloseable close;

        IteratorAdapter(Iterator<E> delegate, AutoCloseable close) {
            this.delegate = delegate;
            this.close = close;
        }

        @Override
        public boolean hasNext() {
            return delegate.hasNext();
        }

        @Override
        public E next() {
            return delegate.next();
        }

        @Override
        public void remove() {
            delegate.remove();
        }

        @Override
        public void forEachRemaining(Consumer<? super E> action) {
            delegate.forEachRemaining(action);
        }

        @Override
        public void close() throws Exception {
            close.close();
        }
    }
}
