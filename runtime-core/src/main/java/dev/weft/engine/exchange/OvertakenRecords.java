package dev.weft.engine.exchange;

import dev.weft.core.memory.DataOutputSerializer;
import dev.weft.util.function.ThrowingRunnable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;

/**
 * The records of one channel that the barrier of an unaligned checkpoint has overtaken, serialized, in order. Filled by
 * the consumer's thread, then written by another one. A sequence of runs, all numbers big-endian:
 *
 * <pre>
 *   0  byte  flags: 1 = every record has a timestamp, 2 = every record has a key hash
 *   1  int   records
 *   5  int   length of what follows
 *   9  records, each: int key hash when flagged, long timestamp when flagged, then what the serializer wrote
 * </pre>
 */
final class OvertakenRecords {

    static final int HAS_TIMESTAMPS = 1;
    static final int IS_KEYED = 2;
    static final int RUN_HEADER = 9;

    private final InputSpec spec;
    private final DataOutputSerializer out = new DataOutputSerializer(1024);

    OvertakenRecords(InputSpec spec) {
        this.spec = spec;
    }

    InputSpec spec() {
        return spec;
    }

    /** Adds the records of a batch from an index on. */
    void add(Batch batch, int from) {
        int records = batch.size() - from;
        boolean timestamps = batch.hasTimestamps();
        add(timestamps, records, () -> {
            for (int i = from; i < batch.size(); i++) {
                if (spec.keyed()) {
                    out.writeInt(batch.hash(i));
                }
                if (timestamps) {
                    out.writeLong(batch.timestamp(i));
                }
                write(batch.value(i));
            }
        });
    }

    private void write(Object value) {
        try {
            spec.serializer().serialize(value, out);
        } catch (IOException | RuntimeException e) {
            throw Unwritable.because(e, value, spec.serializer());
        }
    }

    /** Adds records that are serialized already, each with its hash and timestamp as a run has them. */
    void add(boolean timestamps, int records, ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(bytes.position(), copy);
        add(timestamps, records, () -> out.write(copy));
    }

    private void add(boolean timestamps, int records, ThrowingRunnable<IOException> content) {
        if (records == 0) {
            return;
        }
        int begin = out.length();
        try {
            out.writeByte((timestamps ? HAS_TIMESTAMPS : 0) | (spec.keyed() ? IS_KEYED : 0));
            out.writeInt(records);
            out.writeInt(0);
            content.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        out.writeIntUnsafe(out.length() - begin - RUN_HEADER, begin + 5);
    }

    int length() {
        return out.length();
    }

    void writeTo(OutputStream stream) throws IOException {
        stream.write(out.getSharedBuffer(), 0, out.length());
    }
}
