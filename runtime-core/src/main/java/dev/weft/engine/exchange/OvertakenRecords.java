package dev.weft.engine.exchange;

import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.core.memory.DataOutputSerializer;
import dev.weft.util.function.ThrowingRunnable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The records of one channel that the barrier of an unaligned checkpoint has overtaken, in order. Filled by the consumer's
 * thread, then written by another one. What the task processes at once is serialized when it is added; what is queued
 * behind that is only referred to, so that full queues do not stop the task, and serialized when it is written. Written as a
 * sequence of runs, all numbers big-endian:
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
    private final DataOutputSerializer out = new DataOutputSerializer(64);
    private final List<OvertakenBatch> queued = new ArrayList<>();
    private Optional<RestoredInput> unread = Optional.empty();
    private RuntimeException failure;

    OvertakenRecords(InputSpec spec) {
        this.spec = spec;
    }

    InputSpec spec() {
        return spec;
    }

    /** Adds the records of a batch from an index on. A serializer that refuses one makes {@link #writeTo} fail. */
    void add(Batch batch, int from) {
        try {
            addRun(out, batch, from, spec.keyed(), spec.serializer());
        } catch (RuntimeException refused) {
            failure = refused;
        }
    }

    /** Adds a batch that stays in its queue; nothing but these may follow. */
    void addQueued(Batch batch) {
        OvertakenBatch held = batch.overtaken(spec);
        held.hold();
        queued.add(held);
    }

    /** Adds what a channel of restored records has left; nothing may follow. */
    void addUnread(RestoredInput rest) {
        unread = Optional.of(rest);
    }

    /** Whether {@link #writeTo} needs a serializer. */
    boolean areSerializedLater() {
        return !queued.isEmpty() || unread.isPresent();
    }

    static void addRun(
            DataOutputSerializer out, Batch batch, int from, boolean keyed, TypeSerializer<Object> serializer) {
        boolean timestamps = batch.hasTimestamps();
        addRun(out, timestamps, keyed, batch.size() - from, () -> {
            for (int i = from; i < batch.size(); i++) {
                if (keyed) {
                    out.writeInt(batch.hash(i));
                }
                if (timestamps) {
                    out.writeLong(batch.timestamp(i));
                }
                write(out, batch.value(i), serializer);
            }
        });
    }

    private static void write(DataOutputSerializer out, Object value, TypeSerializer<Object> serializer) {
        try {
            serializer.serialize(value, out);
        } catch (IOException | RuntimeException e) {
            throw Unwritable.because(e, value, serializer);
        }
    }

    /** Adds records that are serialized already, each with its hash and timestamp as a run has them. */
    void add(boolean timestamps, int records, ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(bytes.position(), copy);
        addRun(out, timestamps, spec.keyed(), records, () -> out.write(copy));
    }

    private static void addRun(
            DataOutputSerializer out,
            boolean timestamps,
            boolean keyed,
            int records,
            ThrowingRunnable<IOException> content) {
        if (records == 0) {
            return;
        }
        int begin = out.length();
        try {
            out.writeByte((timestamps ? HAS_TIMESTAMPS : 0) | (keyed ? IS_KEYED : 0));
            out.writeInt(records);
            out.writeInt(0);
            content.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        out.writeIntUnsafe(out.length() - begin - RUN_HEADER, begin + 5);
    }

    /**
     * Writes the runs; nothing when there are no records. Called by an I/O thread.
     *
     * @param serializer of the records, for that thread alone; of no use unless {@link #areSerializedLater}
     */
    void writeTo(OutputStream stream, TypeSerializer<Object> serializer) throws IOException {
        if (failure != null) {
            throw failure;
        }
        stream.write(out.getSharedBuffer(), 0, out.length());
        for (OvertakenBatch each : queued) {
            each.writeTo(stream, serializer);
        }
        if (unread.isPresent()) {
            writeUnread(unread.get().reopened(serializer), stream, serializer);
        }
    }

    private void writeUnread(RestoredInput rest, OutputStream stream, TypeSerializer<Object> serializer)
            throws IOException {
        for (Element next = rest.poll(); next instanceof Batch batch; next = rest.poll()) {
            DataOutputSerializer run = new DataOutputSerializer(1024);
            addRun(run, batch, 0, spec.keyed(), serializer);
            stream.write(run.getSharedBuffer(), 0, run.length());
        }
    }

    /** The records are written, or given up. */
    void release() {
        queued.forEach(OvertakenBatch::release);
    }
}
