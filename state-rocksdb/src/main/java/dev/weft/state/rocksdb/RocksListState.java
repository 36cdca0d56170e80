package dev.weft.state.rocksdb;

import dev.weft.api.common.state.ListState;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.core.memory.DataInputDeserializer;
import dev.weft.core.memory.DataOutputSerializer;
import dev.weft.engine.state.spi.LazyCopyList;
import dev.weft.engine.state.spi.Namespaces;
import dev.weft.engine.state.spi.StateArguments;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * List state. A row contains the elements in order, each after its length, so that appending needs no reading:
 * RocksDB's merge operator concatenates what was appended.
 */
final class RocksListState<T, N> extends OneRowState<ListState<T>, N> implements ListState<T> {

    /** Longer lists are dropped from the cache once they are written. */
    private static final int MOST_KEPT = 1024;
    /** This many appended elements are written at once, without waiting for others. */
    private static final int MOST_UNSTORED = 256;

    private final TypeSerializer<T> serializer;
    private final boolean copies;
    private final DataOutputSerializer element = new DataOutputSerializer(64);
    private float usualElementBytes = 16;

    RocksListState(StateContext context, StateRows contents, Namespaces<N> namespaces, TypeSerializer<T> serializer) {
        super(context, contents, namespaces);
        this.serializer = serializer;
        this.copies = !serializer.isImmutableType();
    }

    @Override
    Object read(DataInputDeserializer row) throws IOException {
        ListContent<T> content = ListContent.appended();
        content.complete(elements(row));
        return content;
    }

    private List<T> elements(DataInputDeserializer row) throws IOException {
        List<T> elements = new ArrayList<>();
        while (row.available() > 0) {
            int end = ListRows.length(row);
            end += row.getPosition();
            elements.add(serializer.deserialize(row));
            if (row.getPosition() != end) {
                throw new IOException("an element has another length than was written");
            }
        }
        return elements;
    }

    @Override
    public void write(Entry entry, Batch batch) {
        CacheTable table = entry.table;
        rowKeys.write(entry);
        ListContent<T> content = content(entry);
        if (content == null || content.isReplacing() && content.elements().isEmpty()) {
            if (table.isStored()) {
                batch.delete(column.id(), rowKeys.bytes(), rowKeys.length());
            }
            return;
        }
        out.clear();
        for (T value : content.unstored()) {
            try {
                element.clear();
                serializer.serialize(value, element);
                ListRows.append(out, element);
            } catch (IOException e) {
                throw unwritable(value, e);
            }
        }
        table.stored();
        if (content.isReplacing()) {
            batch.put(column.id(), rowKeys.bytes(), rowKeys.length(), out.getSharedBuffer(), out.length());
        } else {
            batch.merge(column.id(), rowKeys.bytes(), rowKeys.length(), out.getSharedBuffer(), out.length());
        }
        int usual = out.length() / Math.max(1, content.unstored().size());
        content.written();
        if (content.isWhole() && content.elements().size() <= MOST_KEPT) {
            weigh(entry, usual * content.elements().size());
        } else {
            content.letGo();
            weigh(entry, 0);
        }
    }

    @SuppressWarnings("unchecked") // an entry holds the lists of one declared state
    private ListContent<T> content(Entry entry) {
        return (ListContent<T>) entry.content;
    }

    /** The current key's whole list; null when there is none. */
    private ListContent<T> whole() {
        Entry entry = known();
        ListContent<T> content = content(entry);
        if (content != null && !content.isWhole()) {
            complete(entry, content);
        }
        return content;
    }

    private void complete(Entry entry, ListContent<T> content) {
        front.settle();
        rowKeys.write(entry);
        int length = store.get(column, rowKeys.bytes(), rowKeys.length());
        try {
            if (length > 0) {
                in.setBuffer(store.value(), 0, length);
                content.complete(elements(in));
            } else {
                content.complete(List.of());
            }
        } catch (IOException e) {
            throw unreadable(e);
        }
        weigh(entry, Math.max(0, length));
    }

    @Override
    boolean hasContent(Entry entry) {
        ListContent<T> content = content(entry);
        return content != null && !content.elements().isEmpty();
    }

    @Override
    public Iterable<T> get() {
        ListContent<T> content = whole();
        if (content == null || content.elements().isEmpty()) {
            return new LazyCopyList<>(index -> null, 0);
        }
        List<T> given = new ArrayList<>(content.elements());
        if (copies) {
            given.replaceAll(serializer::copy);
        }
        return new LazyCopyList<>(given::get, given.size());
    }

    @Override
    public void add(T value) {
        StateArguments.element(value);
        Entry entry = entry();
        append(entry, value);
        afterAppending(entry);
    }

    @Override
    public void addAll(List<T> values) {
        List<T> added = StateArguments.elements(values);
        if (!added.isEmpty()) {
            Entry entry = entry();
            added.forEach(value -> append(entry, value));
            afterAppending(entry);
        }
    }

    private void append(Entry entry, T value) {
        front.changing(entry);
        if (entry.content == null) {
            beginning();
            entry.content = entry.isKnown() ? ListContent.replacing() : ListContent.appended();
            entry.known();
        }
        content(entry).elements().add(copies ? serializer.copy(value) : value);
        if (footprint.isDue()) {
            look(value);
        }
    }

    /** Samples the heap size of an element by serializing and deserializing it. */
    private void look(T value) {
        try {
            element.clear();
            serializer.serialize(value, element);
            in.setBuffer(element.getSharedBuffer(), 0, element.length());
            footprint.begin();
            probe = serializer.deserialize(in);
            footprint.end(element.length());
            probe = null;
        } catch (IOException e) {
            throw unwritable(value, e);
        }
        usualElementBytes += (element.length() - usualElementBytes) / 4;
    }

    private void afterAppending(Entry entry) {
        front.changed(entry);
        ListContent<T> content = content(entry);
        if (content.unstored().size() >= MOST_UNSTORED && !front.isBehindCut(entry)) {
            front.flush(entry);
        } else {
            grown(entry, (int) (usualElementBytes * content.elements().size()));
        }
    }

    @Override
    public void update(List<T> values) {
        List<T> replacing = StateArguments.elements(values);
        if (replacing.isEmpty()) {
            clear();
            return;
        }
        ListContent<T> content = ListContent.replacing();
        for (T value : replacing) {
            content.elements().add(copies ? serializer.copy(value) : value);
        }
        Entry entry = entry();
        replace(entry, content);
        grown(entry, (int) (usualElementBytes * replacing.size()));
    }

    @Override
    public void merge(N target, Collection<N> sources) throws Exception {
        for (N source : sources) {
            in(source);
            ListContent<T> moved = whole();
            if (moved != null && !moved.elements().isEmpty()) {
                List<T> values = List.copyOf(moved.elements());
                clear();
                in(target);
                Entry entry = entry();
                values.forEach(value -> append(entry, value));
                afterAppending(entry);
            }
        }
    }
}
