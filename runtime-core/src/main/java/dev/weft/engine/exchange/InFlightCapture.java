package dev.weft.engine.exchange;

import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.engine.state.InFlightPiece;
import dev.weft.engine.state.spi.SnapshotStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The in-flight records of one task in one unaligned checkpoint: what was sent to it before the barrier and what it had
 * not processed when its snapshot was taken. A channel is complete when its barrier is queued at the consumer, or the
 * end of its input: then what is queued before that is added. What the task takes out of a channel before is added by
 * it. Belongs to the task's thread until it is complete; then it is written by another one, and released.
 */
public final class InFlightCapture {

    private final long checkpointId;
    private final List<InputChannel> channels;
    private final OvertakenRecords[] records;
    private final BitSet open;
    /** Copies of the channels' serializers, for the thread that writes. */
    private final Map<TypeSerializer<Object>, TypeSerializer<Object>> duplicates = new IdentityHashMap<>();

    private boolean released;

    /**
     * @param channels all, by position
     * @param open positions of those whose barrier was not processed
     */
    InFlightCapture(long checkpointId, List<InputChannel> channels, BitSet open) {
        this.checkpointId = checkpointId;
        this.channels = List.copyOf(channels);
        this.records = new OvertakenRecords[channels.size()];
        this.open = (BitSet) open.clone();
    }

    private OvertakenRecords of(int position) {
        if (records[position] == null) {
            records[position] = new OvertakenRecords(channels.get(position).spec());
        }
        return records[position];
    }

    /** The records of a batch from an index on, which the task has taken out of a channel and not processed. */
    public void add(int position, Batch batch, int from) {
        if (open.get(position)) {
            of(position).add(batch, from);
        }
    }

    /** Looks for barriers in all channels; a producer that has ended without one is asked for what it has still queued. */
    public void look() {
        for (int position = open.nextSetBit(0); position >= 0; position = open.nextSetBit(position + 1)) {
            look(position);
            if (open.get(position)) {
                channels.get(position).askForEnd();
            }
        }
    }

    /** Looks for the barrier in one channel. */
    public void look(int position) {
        if (open.get(position) && channels.get(position).capture(checkpointId, of(position))) {
            open.clear(position);
            if (of(position).areSerializedLater()) {
                duplicates.computeIfAbsent(of(position).spec().serializer(), TypeSerializer::duplicate);
            }
        }
    }

    /** The channel's barrier, or the end of its input, was taken out of it. */
    public void complete(int position) {
        open.clear(position);
    }

    public boolean isComplete() {
        return open.isEmpty();
    }

    public long checkpointId() {
        return checkpointId;
    }

    /** The records are written, or given up: batches that are queued are held no longer. Called from any thread. */
    public synchronized void release() {
        if (!released) {
            released = true;
            for (OvertakenRecords each : records) {
                if (each != null) {
                    each.release();
                }
            }
        }
    }

    /** Writes the records; empty when there are none. */
    public Optional<InFlightPiece> write(SnapshotStore store) throws IOException {
        List<InFlightPiece.Part> parts = new ArrayList<>();
        try (SnapshotStore.SnapshotStream stream = store.create()) {
            for (OvertakenRecords each : records) {
                if (each != null) {
                    InputSpec from = each.spec();
                    long begin = stream.position();
                    each.writeTo(stream, duplicates.get(from.serializer()));
                    long length = stream.position() - begin;
                    if (length > 0) {
                        parts.add(new InFlightPiece.Part(from.input(), from.producer(), begin, length));
                    }
                }
            }
            return parts.isEmpty() ? Optional.empty() : Optional.of(new InFlightPiece(parts, false, stream.finish()));
        }
    }
}
