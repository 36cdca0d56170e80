package dev.weft.api.common.typeutils.base;

import dev.weft.annotation.Internal;
import dev.weft.core.memory.DataInputView;
import dev.weft.core.memory.DataOutputView;
import java.io.IOException;

/** Bits that tell which of several values are null: eight a byte, the first in the lowest bit. */
@Internal
public final class NullMask {
    private NullMask() {}

    /** How many bytes the mask of so many values takes: one bit a value. */
    public static int bytesFor(int values) {
        return (values + 7) / 8;
    }

    /** Writes which of the values are null. */
    public static void write(Object[] values, DataOutputView target) throws IOException {
        for (int start = 0; start < values.length; start += 8) {
            int bits = 0;
            for (int i = start; i < Math.min(start + 8, values.length); i++) {
                bits |= (values[i] == null ? 1 : 0) << i - start;
            }
            target.writeByte(bits);
        }
    }

    /** Reads the mask of so many values. */
    public static byte[] read(int values, DataInputView source) throws IOException {
        byte[] mask = new byte[bytesFor(values)];
        source.readFully(mask);
        return mask;
    }

    /** Whether the value at this position is null. */
    public static boolean isNull(byte[] mask, int position) {
        return (mask[position >> 3] >> (position & 7) & 1) != 0;
    }
}
