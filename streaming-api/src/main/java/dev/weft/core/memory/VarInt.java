package dev.weft.core.memory;

import dev.weft.annotation.Internal;
import java.io.IOException;

/**
 * Variable-length integers, seven bits per byte: low bits first, the high bit of a byte says that another follows. A
 * negative int takes five bytes.
 */
@Internal
public final class VarInt {
    private VarInt() {}

    /** Writes the number in 1 to 5 bytes, seven bits each, low ones first. */
    public static void write(int value, DataOutputView out) throws IOException {
        int rest = value;
        while ((rest & ~0x7F) != 0) {
            out.writeByte(rest | 0x80);
            rest >>>= 7;
        }
        out.writeByte(rest);
    }

    /** Reads what {@link #write} wrote. */
    public static int read(DataInputView in) throws IOException {
        int first = in.readByte();
        return first >= 0 ? first : readLong(first & 0x7F, in);
    }

    private static int readLong(int lowBits, DataInputView in) throws IOException {
        int value = lowBits;
        for (int shift = 7; shift < 35; shift += 7) {
            int next = in.readByte();
            value |= (next & 0x7F) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new IOException("Corrupt data: an integer of variable length has more than five bytes");
    }

    /** Copies one integer and returns it. */
    public static int copy(DataInputView source, DataOutputView target) throws IOException {
        int value = read(source);
        write(value, target);
        return value;
    }
}
