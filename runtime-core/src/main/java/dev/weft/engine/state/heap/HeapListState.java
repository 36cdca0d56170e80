package dev.weft.engine.state.heap;

import dev.weft.api.common.state.ListState;
import dev.weft.engine.state.spi.KeyContext;
import dev.weft.engine.state.spi.LazyCopyList;
import dev.weft.engine.state.spi.Namespaces;
import dev.weft.engine.state.spi.StateArguments;
import java.util.List;

/** List state on the heap; the table contains non-empty {@link Elements}. */
final class HeapListState<T, N> extends HeapState<ListState<T>, N> implements ListState<T> {

    HeapListState(StateTables tables, KeyContext keys, Namespaces<N> namespaces) {
        super(tables, keys, namespaces);
    }

    /** The elements; an empty iterable, not null, when there are none. */
    @Override
    @SuppressWarnings("unchecked") // the elements are of the descriptor's type
    public Iterable<T> get() {
        Elements elements = (Elements) tables.get();
        return elements == null
                ? new LazyCopyList<>(index -> null, 0)
                : new LazyCopyList<>(index -> (T) elements.own(index), elements.size());
    }

    @Override
    public void add(T value) {
        StateArguments.element(value);
        Elements elements = (Elements) tables.get();
        if (elements == null) {
            elements = new Elements(4);
            elements.add(value);
            tables.put(elements);
        } else {
            elements.add(value);
        }
    }

    @Override
    public void addAll(List<T> values) {
        StateArguments.elements(values).forEach(this::add);
    }

    @Override
    public void update(List<T> values) {
        List<T> replacing = StateArguments.elements(values);
        if (replacing.isEmpty()) {
            tables.remove();
            return;
        }
        Elements elements = new Elements(replacing.size());
        replacing.forEach(elements::add);
        tables.put(elements);
    }

    @Override
    Object combined(Object one, Object other) {
        Elements all = (Elements) one;
        for (Object element : (Elements) other) {
            all.add(element);
        }
        return all;
    }
}
