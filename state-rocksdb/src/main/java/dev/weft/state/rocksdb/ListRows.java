package dev.weft.state.rocksdb;

import dev.weft.core.memory.DataInputDeserializer;
import dev.weft.core.memory.DataOutputSerializer;
import java.io.IOException;

/**
 * Row format of list states: elements in order, each after its length as a variable-length integer (seven bits per
 * byte, low bits first).
 */
final class ListRows {

    private ListRows() {}

    /** Appends an element. */
    static void append(DataOutputSerializer row, DataOutputSerializer element) throws IOException {
        int rest = element.length();
        while ((rest & ~0x7F) != 0) {
            row.writeByte(rest | 0x80);
            rest >>>= 7;
        }
        row.writeByte(rest);
        row.write(element.getSharedBuffer(), 0, element.length());
    }

    /** Reads the length of the next element. */
    static int length(DataInputDeserializer row) throws IOException {
        int length = 0;
        for (int shift = 0; shift < 35; shift += 7) {
            int next = row.readUnsignedByte();
            length |= (next & 0x7F) << shift;
            if (next < 0x80) {
                return length;
            }
        }
        throw new IOException("an element has a length of more than 35 bits");
    }
}
