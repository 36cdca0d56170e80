package dev.weft.engine.exchange;

import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.core.memory.DataOutputSerializer;
import java.io.IOException;
import java.io.OutputStream;

/**
 * A queued batch of objects that unaligned checkpoints hold as records in flight. It is serialized once, by whoever comes
 * first: an I/O thread that writes such a checkpoint, or the task that is about to process the batch, since the user's
 * functions may modify the records. The monitor decides between them; it is held for the serialization of one batch.
 */
final class OvertakenBatch {

    private final Batch batch;
    private final InputSpec spec;
    private DataOutputSerializer run;
    private RuntimeException failure;
    private boolean processed;
    /** Checkpoints that hold it and are not written. */
    private int holders;

    OvertakenBatch(Batch batch, InputSpec spec) {
        this.batch = batch;
        this.spec = spec;
    }

    /** One more checkpoint holds the batch, until {@link #release}. */
    synchronized void hold() {
        holders++;
    }

    synchronized void release() {
        holders--;
    }

    /** The task takes the batch out of its queue, to process it. */
    synchronized void beforeProcessing() {
        if (holders > 0) {
            serialize(spec.serializer());
        }
        processed = true;
    }

    /**
     * Writes the records as one run. Called by an I/O thread, which does not keep the task from the batch while it writes.
     *
     * @param serializer of the records, for that thread alone
     */
    void writeTo(OutputStream stream, TypeSerializer<Object> serializer) throws IOException {
        DataOutputSerializer records = serialized(serializer);
        stream.write(records.getSharedBuffer(), 0, records.length());
    }

    private synchronized DataOutputSerializer serialized(TypeSerializer<Object> serializer) throws IOException {
        if (run == null && failure == null) {
            if (processed) {
                throw new IOException("the records in flight were given up");
            }
            serialize(serializer);
        }
        if (failure != null) {
            throw failure;
        }
        return run;
    }

    private void serialize(TypeSerializer<Object> serializer) {
        if (run != null || failure != null) {
            return;
        }
        DataOutputSerializer out = new DataOutputSerializer(1024);
        try {
            OvertakenRecords.addRun(out, batch, 0, spec.keyed(), serializer);
            run = out;
        } catch (RuntimeException refused) {
            failure = refused;
        }
    }
}
