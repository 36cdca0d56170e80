package dev.weft.engine.exchange;

import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.WeftException;
import dev.weft.engine.state.InFlightPiece.Part;
import dev.weft.engine.state.spi.StoredBytes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntPredicate;

/**
 * In-flight records of an unaligned checkpoint, which a restored task processes before anything that is sent to it: one
 * channel of the run that wrote them. Read when its turn comes. Belongs to the consumer's thread; a batch is valid until
 * the next call.
 */
final class RestoredInput extends InputChannel {

    private static final int LARGEST_BATCH = 1024;

    private final Part part;
    private final StoredBytes stored;
    private final IntPredicate mine;
    private final boolean shared;
    private final AtomicReference<byte[]> read;
    private final BufferReader reader = new BufferReader();
    private Batch batch;
    private ByteBuffer content;
    private int left;
    private boolean timestamps;

    /**
     * @param shared whether other instances read the same records
     * @param mine then tells by the hash of a record's key whether it is for this one
     */
    RestoredInput(InputSpec spec, Part part, StoredBytes stored, boolean shared, IntPredicate mine) {
        this(spec, part, stored, new AtomicReference<>(), shared, mine);
    }

    /**
     * @param read the bytes, when this input or a copy of it has read them. Who writes them into the next checkpoint reads them before the
     *     task does: when that is complete, the files of the restored one are deleted.
     */
    private RestoredInput(
            InputSpec spec,
            Part part,
            StoredBytes stored,
            AtomicReference<byte[]> read,
            boolean shared,
            IntPredicate mine) {
        super(spec);
        this.part = part;
        this.stored = stored;
        this.read = read;
        this.shared = shared;
        this.mine = mine;
        batch = new Batch(LARGEST_BATCH, spec.keyed());
    }

    @Override
    void start(Inputs inputs) {}

    @Override
    Element poll() {
        load();
        batch.clear();
        while (batch.size() == 0 && beginRun()) {
            while (left > 0 && !batch.isFull()) {
                decode();
            }
        }
        return batch.size() == 0 ? null : batch;
    }

    private void load() {
        if (content != null) {
            return;
        }
        byte[] bytes = read.get();
        if (bytes == null) {
            bytes = readStored();
            read.set(bytes);
        }
        content = ByteBuffer.wrap(bytes);
    }

    private byte[] readStored() {
        byte[] bytes;
        try (InputStream in = stored.open(part.offset())) {
            bytes = in.readNBytes((int) part.length());
        } catch (IOException e) {
            throw new WeftException(
                    ErrorCode.EXTERNAL_SERVICE,
                    "the records in flight from " + described() + " cannot be read: " + e.getMessage(),
                    e);
        }
        if (bytes.length < part.length()) {
            throw new WeftException(
                    ErrorCode.EXTERNAL_SERVICE,
                    "the records in flight from " + described() + " end after " + bytes.length + " of " + part.length()
                            + " bytes");
        }
        return bytes;
    }

    private String described() {
        return "subtask " + spec().producer() + " of input " + spec().input();
    }

    /** Whether there are further records; they are those of the current run. */
    private boolean beginRun() {
        while (left == 0) {
            if (!content.hasRemaining()) {
                return false;
            }
            int flags = content.get();
            left = content.getInt();
            content.getInt();
            timestamps = (flags & OvertakenRecords.HAS_TIMESTAMPS) != 0;
            if (spec().keyed() != ((flags & OvertakenRecords.IS_KEYED) != 0)) {
                throw changed("its partitioning has changed", null);
            }
        }
        return true;
    }

    private void decode() {
        reader.use(content);
        try {
            int hash = spec().keyed() ? reader.readInt() : 0;
            long timestamp = timestamps ? reader.readLong() : Batch.NO_TIMESTAMP;
            Object value = spec().serializer().deserialize(reader);
            if (!shared || mine.test(hash)) {
                batch.add(value, timestamp, hash);
            }
        } catch (IOException | RuntimeException e) {
            throw changed("its type may have changed", e);
        }
        left--;
    }

    private WeftException changed(String why, Exception cause) {
        return new WeftException(
                ErrorCode.INVALID_CONFIGURATION,
                "the records in flight from " + described() + " do not fit this stream: " + why
                        + "; go on from a savepoint, which holds no records in flight"
                        + (cause == null || cause instanceof BufferUnderflowException ? "" : ": " + cause),
                cause);
    }

    @Override
    boolean hasMore() {
        return content == null || left > 0 || content.hasRemaining();
    }

    @Override
    Element.Barrier barrierAhead() {
        return null;
    }

    /** All that was not processed yet is still in flight; there is no barrier to wait for. */
    @Override
    boolean capture(long checkpointId, OvertakenRecords to) {
        to.addUnread(copy(spec()));
        return true;
    }

    /** The same records from here on, for another thread, which has a serializer of its own. */
    RestoredInput reopened(TypeSerializer<Object> serializer) {
        return copy(new InputSpec(
                spec().gate(),
                spec().index(),
                spec().input(),
                spec().producer(),
                serializer,
                spec().keyed(),
                spec().aligned()));
    }

    private RestoredInput copy(InputSpec as) {
        RestoredInput copy = new RestoredInput(as, part, stored, read, shared, mine);
        if (content != null) {
            copy.content = content.duplicate();
        }
        copy.left = left;
        copy.timestamps = timestamps;
        return copy;
    }

    @Override
    void close() {}
}
