package dev.weft.api.common;

import dev.weft.util.AbstractID;
import java.nio.ByteBuffer;

/** The identity of a job: 128 random bits, shown as 32 hexadecimal digits. */
public final class JobID extends AbstractID {
    private static final long serialVersionUID = 1L;

    public JobID() {}

    public JobID(long lowerPart, long upperPart) {
        super(lowerPart, upperPart);
    }

    public JobID(byte[] bytes) {
        super(bytes);
    }

    public static JobID generate() {
        return new JobID();
    }

    public static JobID fromByteArray(byte[] bytes) {
        return new JobID(bytes);
    }

    public static JobID fromByteBuffer(ByteBuffer buffer) {
        long lower = buffer.getLong();
        return new JobID(lower, buffer.getLong());
    }

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
