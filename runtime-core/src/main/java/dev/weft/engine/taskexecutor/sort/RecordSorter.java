package dev.weft.engine.taskexecutor.sort;

import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.core.memory.DataInputDeserializer;
import dev.weft.core.memory.DataOutputSerializer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * External merge sort of keyed records. Sort order: records with equal keys, compared by their serialized bytes, become
 * neighbours; within a key by timestamp (records without one first), then by gate, then by order of arrival.
 *
 * <p>Life: {@link #add} all records, {@link #sort}, iterate with {@link #next}, {@link #close}. Records stay in memory
 * while they fit into the budget. When they do not, the buffer is sorted and written as a run; runs are merged while
 * they are read, in several passes if there are more than {@value #FAN_IN}. Belongs to the thread of its task.
 */
public final class RecordSorter implements AutoCloseable {

    private static final int FAN_IN = 64;

    private final TypeSerializer<Object> keys;
    private final List<TypeSerializer<Object>> values;
    private final SpillDirectory directory;
    private final RecordPages pages;
    private final DataOutputSerializer out = new DataOutputSerializer(256);
    private final DataInputDeserializer in = new DataInputDeserializer();
    private final List<RecordFile> runs = new ArrayList<>();
    private RecordCursor sorted;
    private byte[] key = {};
    private int keyHash;
    private boolean begun;
    private boolean newKey;

    /**
     * @param keys serializes keys of both gates
     * @param values serializes the records, by gate
     */
    public RecordSorter(
            TypeSerializer<Object> keys,
            List<TypeSerializer<Object>> values,
            SortBudget budget,
            DirectorySupplier directory) {
        this.keys = keys;
        this.values = List.copyOf(values);
        this.directory = new SpillDirectory(directory);
        this.pages = new RecordPages(budget);
    }

    /**
     * Adds a record.
     *
     * @param hash of the key, equal for equal keys
     */
    public void add(int gate, Object recordKey, int hash, Object value, long timestamp) throws IOException {
        RecordBytes.write(out, hash, gate, timestamp, keys, recordKey, values.get(gate), value);
        if (!pages.add(out.getByteArray(), out.length())) {
            spill();
            pages.add(out.getByteArray(), out.length());
        }
    }

    private void spill() throws IOException {
        runs.add(written(new SortedPages(pages)));
        pages.clear();
    }

    private RecordFile written(RecordCursor records) throws IOException {
        RecordFile file = directory.newFile();
        try (records;
                RecordFile.Writer writer = file.write()) {
            while (records.next()) {
                writer.add(records.current());
            }
        }
        return file;
    }

    /** Called when all records are added. */
    public void sort() throws IOException {
        if (runs.isEmpty()) {
            sorted = new SortedPages(pages);
            return;
        }
        spill();
        pages.close();
        while (runs.size() > FAN_IN) {
            List<RecordFile> merged = new ArrayList<>();
            for (int from = 0; from < runs.size(); from += FAN_IN) {
                merged.add(written(merge(runs.subList(from, Math.min(runs.size(), from + FAN_IN)))));
            }
            runs.clear();
            runs.addAll(merged);
        }
        sorted = merge(runs);
    }

    private static RecordCursor merge(List<RecordFile> files) throws IOException {
        List<RecordCursor> cursors = new ArrayList<>();
        for (RecordFile file : files) {
            cursors.add(file.read());
        }
        return new Merge(cursors);
    }

    /** Moves to the next record in sort order; false when there is none. */
    public boolean next() throws IOException {
        if (!sorted.next()) {
            return false;
        }
        RecordBytes record = sorted.current();
        newKey = !begun || !record.hasKey(keyHash, key);
        if (newKey) {
            begun = true;
            key = record.key();
            keyHash = record.hash();
        }
        return true;
    }

    /** Whether the current record has another key than the previous one. */
    public boolean isNewKey() {
        return newKey;
    }

    public int gate() {
        return sorted.current().gate();
    }

    public int hash() {
        return keyHash;
    }

    public long timestamp() {
        return sorted.current().timestamp();
    }

    /** Deserializes the current record; a new object at each call. */
    public Object value() throws IOException {
        return sorted.current().value(values.get(gate()), in);
    }

    /** Number of runs that are written and not merged yet. */
    int runs() {
        return runs.size();
    }

    /** Releases memory and files, whether or not everything was read. */
    @Override
    public void close() throws IOException {
        pages.close();
        try (directory) {
            if (sorted != null) {
                sorted.close();
            }
        }
    }
}
