package dev.weft.engine.taskexecutor.task;

import dev.weft.engine.protocol.CheckpointRequest;
import dev.weft.engine.protocol.CheckpointRequest.Alignment;
import java.util.BitSet;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Alignment of a task's checkpoint barriers: a checkpoint is due when its barrier has come on every input channel. A
 * pure state machine over channel numbers; its owner blocks channels and takes snapshots as it says. A channel that has
 * ended counts as having delivered every barrier, so a checkpoint of a task without open channels is due when it is
 * triggered. One checkpoint is aligned at a time: the barrier of a newer one gives up the older one. Barriers of a
 * checkpoint that was aborted, or that is over here, are ignored and block nothing. Belongs to the thread of its task.
 *
 * <p>Of a checkpoint whose barriers overtake records one barrier makes it due, wherever it is queued, as soon as those of
 * the channels have come that are always aligned; {@link #missing} are then the channels whose records in flight belong to
 * it.
 */
final class BarrierAlignment {

    /**
     * What is to be done, in the order of the components.
     *
     * @param givenUp the checkpoint that is not aligned any more, because a newer one has begun
     * @param unblock whether all blocked channels are to be read again
     * @param block whether the channel of the barrier is not to be read
     * @param due the checkpoint whose snapshot is to be taken now
     */
    record Step(Optional<CheckpointRequest> givenUp, boolean unblock, boolean block, Optional<CheckpointRequest> due) {
        static final Step NONE = new Step(Optional.empty(), false, false, Optional.empty());
    }

    private final int channels;
    private final BitSet alwaysAligned;
    private final BitSet ended = new BitSet();
    private final BitSet arrived = new BitSet();
    private final TreeSet<Long> abortedEarly = new TreeSet<>();
    private Optional<CheckpointRequest> current = Optional.empty();
    private long newest;

    /** @param alwaysAligned the channels whose barriers do not overtake records */
    BarrierAlignment(int channels, BitSet alwaysAligned) {
        this.channels = channels;
        this.alwaysAligned = alwaysAligned;
    }

    /** The checkpoint that waits for barriers. */
    Optional<CheckpointRequest> current() {
        return current;
    }

    /** A barrier has come on this channel. */
    Step barrier(int channel, CheckpointRequest request) {
        return arrive(request, channel);
    }

    /** The checkpoint was triggered here, because no barrier of it comes: all channels have ended or will end. */
    Step trigger(CheckpointRequest request) {
        return arrive(request, -1);
    }

    /** A barrier that overtakes is queued in some channel; an alignment of the same checkpoint ends. */
    Step overtake(CheckpointRequest request) {
        return arrive(request, -1);
    }

    /** The channels that have neither ended nor delivered the barrier of the checkpoint that was due last. */
    BitSet missing() {
        BitSet missing = new BitSet();
        missing.set(0, channels);
        missing.andNot(arrived);
        missing.andNot(ended);
        return missing;
    }

    private Step arrive(CheckpointRequest request, int channel) {
        boolean first = current.isEmpty() || current.get().checkpointId() != request.checkpointId();
        Optional<CheckpointRequest> givenUp = Optional.empty();
        if (first) {
            if (request.checkpointId() <= newest || abortedEarly.contains(request.checkpointId())) {
                return Step.NONE;
            }
            givenUp = current;
            begin(request);
        } else if (overtakes(request)) {
            current = Optional.of(request);
        }
        if (channel >= 0) {
            arrived.set(channel);
        }
        Optional<CheckpointRequest> due = isComplete(current.get()) ? current : Optional.empty();
        if (due.isPresent()) {
            current = Optional.empty();
        }
        boolean block = due.isEmpty() && channel >= 0 && request.alignment() != Alignment.AT_LEAST_ONCE;
        return new Step(givenUp, due.isPresent() || givenUp.isPresent(), block, due);
    }

    private static boolean overtakes(CheckpointRequest request) {
        return request.alignment() == Alignment.UNALIGNED;
    }

    private void begin(CheckpointRequest request) {
        current = Optional.of(request);
        newest = request.checkpointId();
        abortedEarly.headSet(newest, true).clear();
        arrived.clear();
    }

    private boolean isComplete(CheckpointRequest request) {
        BitSet missing = missing();
        return missing.isEmpty() || overtakes(request) && !missing.intersects(alwaysAligned);
    }

    /** Nothing follows on this channel. */
    Step end(int channel) {
        ended.set(channel);
        if (current.isEmpty() || !isComplete(current.get())) {
            return Step.NONE;
        }
        Optional<CheckpointRequest> due = current;
        current = Optional.empty();
        return new Step(Optional.empty(), true, false, due);
    }

    /** The checkpoint is given up by the JobManager. */
    Step abort(long checkpointId) {
        if (current.isPresent() && current.get().checkpointId() == checkpointId) {
            current = Optional.empty();
            return new Step(Optional.empty(), true, false, Optional.empty());
        }
        if (checkpointId > newest) {
            abortedEarly.add(checkpointId);
        }
        return Step.NONE;
    }
}
