package dev.weft.engine.taskexecutor.sort;

import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.core.memory.DataInputDeserializer;
import dev.weft.core.memory.DataOutputSerializer;
import java.io.IOException;

/**
 * First-in-first-out queue of records that spills to disk; it is filled first, then drained. Records stay in memory
 * while there is budget; later ones go to a file. Belongs to the thread of its task.
 */
public final class RecordQueue implements AutoCloseable {

    private final TypeSerializer<Object> values;
    private final SpillDirectory directory;
    private final RecordPages pages;
    private final DataOutputSerializer out = new DataOutputSerializer(256);
    private final DataInputDeserializer in = new DataInputDeserializer();
    private final RecordBytes inMemory = new RecordBytes();
    private RecordFile file;
    private RecordFile.Writer writer;
    private RecordCursor reader;
    private RecordBytes current = inMemory;
    private int read;

    public RecordQueue(TypeSerializer<Object> values, SortBudget budget, DirectorySupplier directory) {
        this.values = values;
        this.directory = new SpillDirectory(directory);
        this.pages = new RecordPages(budget);
    }

    /** Adds a record; not allowed after the first {@link #next}. */
    public void add(Object value, long timestamp) throws IOException {
        RecordBytes.write(out, 0, 0, timestamp, null, null, values, value);
        if (writer == null && pages.add(out.getByteArray(), out.length())) {
            return;
        }
        if (writer == null) {
            file = directory.newFile();
            writer = file.write();
        }
        writer.add(out.getByteArray(), out.length());
    }

    /** Moves to the next record; false when there is none. */
    public boolean next() throws IOException {
        if (read < pages.count()) {
            pages.moveTo(read++, inMemory);
            return true;
        }
        if (writer == null) {
            return false;
        }
        if (reader == null) {
            writer.close();
            pages.close();
            read = 0;
            reader = file.read();
            current = reader.current();
        }
        return reader.next();
    }

    public long timestamp() {
        return current.timestamp();
    }

    /** Deserializes the current record; a new object at each call. */
    public Object value() throws IOException {
        return current.value(values, in);
    }

    boolean isSpilled() {
        return writer != null;
    }

    /** Releases memory and file, whether or not everything was read. */
    @Override
    public void close() throws IOException {
        pages.close();
        try (directory) {
            if (writer != null) {
                writer.close();
            }
            if (reader != null) {
                reader.close();
            }
        }
    }
}
