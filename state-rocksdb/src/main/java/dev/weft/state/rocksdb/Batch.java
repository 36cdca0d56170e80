package dev.weft.state.rocksdb;

import java.util.Arrays;

/**
 * Write batch in RocksDB's own serialized form, so that many writes cross into native code in one call. For one thread.
 *
 * <p>Layout: 8 bytes sequence number (zero), 4 bytes number of writes, little endian; then for each write its tag, the
 * column family's id, and key and value, each behind its length; ids and lengths are variable-length, low bits first. It is
 * the layout of RocksDB's write-ahead log, which newer versions must be able to read.
 */
final class Batch {

    private static final int HEADER_BYTES = 12;
    private static final int MAX_VARINT_BYTES = 5;
    private static final byte DELETE = 0x4;
    private static final byte PUT = 0x5;
    private static final byte MERGE = 0x6;
    private static final byte DELETE_RANGE = 0xE;

    private byte[] bytes = new byte[16 << 10];
    private int end = HEADER_BYTES;
    private int count;

    int count() {
        return count;
    }

    boolean isEmpty() {
        return count == 0;
    }

    int length() {
        return end;
    }

    void clear() {
        end = HEADER_BYTES;
        count = 0;
        if (bytes.length > 4 << 20) {
            bytes = new byte[16 << 10];
        }
    }

    void put(int column, byte[] key, int keyLength, byte[] value, int valueLength) {
        begin(PUT, column, keyLength + valueLength);
        append(key, keyLength);
        append(value, valueLength);
    }

    /** Adds an operand for the column's merge operator, which appends it to the row. */
    void merge(int column, byte[] key, int keyLength, byte[] value, int valueLength) {
        begin(MERGE, column, keyLength + valueLength);
        append(key, keyLength);
        append(value, valueLength);
    }

    void delete(int column, byte[] key, int keyLength) {
        begin(DELETE, column, keyLength);
        append(key, keyLength);
    }

    /** Deletes a range of keys: from the first on and before the second. */
    void deleteRange(int column, byte[] from, int fromLength, byte[] until, int untilLength) {
        begin(DELETE_RANGE, column, fromLength + untilLength);
        append(from, fromLength);
        append(until, untilLength);
    }

    /** A copy of the batch in an array of exactly its length. */
    byte[] toBytes() {
        bytes[8] = (byte) count;
        bytes[9] = (byte) (count >> 8);
        bytes[10] = (byte) (count >> 16);
        bytes[11] = (byte) (count >> 24);
        return Arrays.copyOf(bytes, end);
    }

    private void begin(byte tag, int column, int contentBytes) {
        int needed = end + 1 + 3 * MAX_VARINT_BYTES + contentBytes;
        if (needed > bytes.length || needed < 0) {
            bytes = Arrays.copyOf(bytes, Math.max(needed, bytes.length * 2));
        }
        bytes[end++] = tag;
        varint(column);
        count++;
    }

    private void append(byte[] content, int length) {
        varint(length);
        System.arraycopy(content, 0, bytes, end, length);
        end += length;
    }

    private void varint(int value) {
        int rest = value;
        while ((rest & ~0x7F) != 0) {
            bytes[end++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[end++] = (byte) rest;
    }
}
