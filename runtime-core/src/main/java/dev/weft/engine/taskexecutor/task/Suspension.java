package dev.weft.engine.taskexecutor.task;

import dev.weft.engine.exchange.Backpressure;
import dev.weft.engine.protocol.CheckpointRequest;
import java.util.Optional;

/**
 * Holds back everything that a task processes, from the snapshot of a checkpoint with which it is to stop until that
 * checkpoint is complete or aborted: a place without room, so that the loop takes no input and no timer fires. Belongs to
 * the thread inside the chain.
 */
final class Suspension implements Backpressure.Place {

    private final Backpressure backpressure;
    private Optional<CheckpointRequest> by = Optional.empty();

    Suspension(Backpressure backpressure) {
        this.backpressure = backpressure;
    }

    void begin(CheckpointRequest request) {
        by = Optional.of(request);
        backpressure.onFull(this);
    }

    /** Ends it if it is because of this checkpoint, which is returned then. */
    Optional<CheckpointRequest> end(long checkpointId) {
        Optional<CheckpointRequest> ended = by.filter(request -> request.checkpointId() == checkpointId);
        if (ended.isPresent()) {
            by = Optional.empty();
        }
        return ended;
    }

    @Override
    public boolean hasRoom() {
        return by.isEmpty();
    }

    @Override
    public boolean hasReserve() {
        return by.isEmpty();
    }

    /** The mail that ends the suspension wakes the task. */
    @Override
    public void askForRoom() {}
}
