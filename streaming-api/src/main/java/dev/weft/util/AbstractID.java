package dev.weft.util;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.UUID;

/** An identity of 128 bits, shown as 32 hexadecimal digits. Immutable. */
public class AbstractID implements Comparable<AbstractID>, Serializable {
    private static final long serialVersionUID = 1L;

    /** The number of bytes of an id. */
    public static final int SIZE = 2 * Long.BYTES;

    /** The first eight bytes. */
    protected final long upperPart;
    /** The last eight bytes. */
    protected final long lowerPart;

    /** A random identity. */
    public AbstractID() {
        UUID random = UUID.randomUUID();
        this.upperPart = random.getMostSignificantBits();
        this.lowerPart = random.getLeastSignificantBits();
    }

    /** An id of these 128 bits. */
    public AbstractID(long lowerPart, long upperPart) {
        this.lowerPart = lowerPart;
        this.upperPart = upperPart;
    }

    /** From the 16 bytes that {@link #getBytes()} gives. */
    public AbstractID(byte[] bytes) {
        if (bytes == null || bytes.length != SIZE) {
            throw new IllegalArgumentException(
                    "an id has " + SIZE + " bytes, not " + (bytes == null ? "none" : String.valueOf(bytes.length)));
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        this.lowerPart = buffer.getLong();
        this.upperPart = buffer.getLong();
    }

    /** The lower 64 bits. */
    public long getLowerPart() {
        return lowerPart;
    }

    /** The upper 64 bits. */
    public long getUpperPart() {
        return upperPart;
    }

    /** The lower part, then the upper part, each big-endian. */
    public byte[] getBytes() {
        return ByteBuffer.allocate(SIZE).putLong(lowerPart).putLong(upperPart).array();
    }

    /** The id as 32 hexadecimal digits. */
    public final String toHexString() {
        StringBuilder text = new StringBuilder(2 * SIZE);
        for (byte b : getBytes()) {
            text.append(Character.forDigit((b >> 4) & 0xf, 16)).append(Character.forDigit(b & 0xf, 16));
        }
        return text.toString();
    }

    @Override
    public boolean equals(Object other) {
        return other != null
                && other.getClass() == getClass()
                && ((AbstractID) other).lowerPart == lowerPart
                && ((AbstractID) other).upperPart == upperPart;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(lowerPart ^ upperPart);
    }

    @Override
    public int compareTo(AbstractID other) {
        int upper = Long.compare(upperPart, other.upperPart);
        return upper != 0 ? upper : Long.compare(lowerPart, other.lowerPart);
    }

    @Override
    public String toString() {
        return toHexString();
    }
}
