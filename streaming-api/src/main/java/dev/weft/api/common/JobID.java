package dev.weft.api.common;

import dev.weft.util.AbstractID;
import java.nio.ByteBuffer;

/** The identity of a job: 128 random bits, shown as 32 hexadecimal digits. */
public final class JobID extends AbstractID {
    private static final long serialVersionUID = 1L;

    public JobID() {}

    /** An id of these 128 bits. */
    public JobID(long lowerPart, long upperPart) {
        super(lowerPart, upperPart);
    }

    /** An id of these 16 bytes. */
    public JobID(byte[] bytes) {
        super(bytes);
    }

    /** A new random id. */
    public static JobID generate() {
        return new JobID();
    }

    /** An id of these 16 bytes. */
    public static JobID fromByteArray(byte[] bytes) {
        return new JobID(bytes);
    }

    /** The id in the buffer's next 16 bytes. */
    public static JobID fromByteBuffer(ByteBuffer buffer) {
        long lower = buffer.getLong();
        return new JobID(lower, buffer.getLong());
    }

    /**
     * The id that {@link #toString()} of which is this text.
     *
     * @param hexString 32 hexadecimal digits
     * @throws IllegalArgumentException if it is anything else
     */
    public static JobID fromHexString(String hexString) {
        if (hexString == null || !hexString.matches("[0-9a-fA-F]{32}")) {
            throw new IllegalArgumentException(
                    "'" + hexString + "' is not a job id: a job id has 32 hexadecimal digits");
        }
        return new JobID(
                Long.parseUnsignedLong(hexString.substring(0, 16), 16),
                Long.parseUnsignedLong(hexString.substring(16), 16));
    }
}
