package dev.weft.engine.taskexecutor.sort;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A spill file of serialized records: written once sequentially, then read once sequentially.
 *
 * @param path the file; whoever made its directory removes it
 */
record RecordFile(Path path) {

    private static final int WRITE_BUFFER_BYTES = 1 << 18;
    private static final int READ_BUFFER_BYTES = 1 << 16;

    Writer write() throws IOException {
        return new Writer(new BufferedOutputStream(Files.newOutputStream(path), WRITE_BUFFER_BYTES));
    }

    RecordCursor read() throws IOException {
        return new Reader(
                path, new DataInputStream(new BufferedInputStream(Files.newInputStream(path), READ_BUFFER_BYTES)));
    }

    /** Appends records. */
    static final class Writer implements AutoCloseable {
        private final OutputStream out;

        Writer(OutputStream out) {
            this.out = out;
        }

        void add(RecordBytes record) throws IOException {
            out.write(record.array(), record.offset(), record.length());
        }

        void add(byte[] record, int length) throws IOException {
            out.write(record, 0, length);
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }

    /** Deletes the file when it is read to its end or closed. */
    private static final class Reader implements RecordCursor {
        private final Path path;
        private final DataInputStream in;
        private final RecordBytes current = new RecordBytes();
        private byte[] array = new byte[256];
        private boolean open = true;

        Reader(Path path, DataInputStream in) {
            this.path = path;
            this.in = in;
        }

        @Override
        public boolean next() throws IOException {
            int first = open ? in.read() : -1;
            if (first < 0) {
                close();
                return false;
            }
            int length = first << 24 | in.readUnsignedByte() << 16 | in.readUnsignedShort();
            int whole = RecordBytes.LENGTH_BYTES + length;
            if (array.length < whole) {
                array = Arrays.copyOf(array, Math.max(whole, (int)
                        Math.min(Integer.MAX_VALUE - 8L, 2L * array.length)));
            }
            RecordBytes.writeLength(array, length);
            in.readFully(array, RecordBytes.LENGTH_BYTES, length);
            current.moveTo(array, 0);
            return true;
        }

        @Override
        public RecordBytes current() {
            return current;
        }

        @Override
        public void close() throws IOException {
            if (open) {
                open = false;
                in.close();
                Files.deleteIfExists(path);
            }
        }
    }
}
