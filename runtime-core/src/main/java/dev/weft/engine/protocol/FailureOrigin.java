package dev.weft.engine.protocol;

import dev.weft.engine.common.ExecutionAttemptId;
import java.util.Optional;

/** Where a failure comes from: an own one may be the root of others, any other only follows from what its peer tells. */
public sealed interface FailureOrigin {

    /** What failed has failed by itself. */
    FailureOrigin OWN = new Own();

    /** By itself. */
    record Own() implements FailureOrigin {}

    /** The records of this task stopped before their end. */
    record LostProducer(ExecutionAttemptId producer) implements FailureOrigin {}

    /** This task takes no records any more. */
    record LostConsumer(ExecutionAttemptId consumer) implements FailureOrigin {}

    /** Whose failure this one follows from; empty for an own one. */
    default Optional<ExecutionAttemptId> culprit() {
        if (this instanceof LostProducer lost) {
            return Optional.of(lost.producer());
        }
        return this instanceof LostConsumer lost ? Optional.of(lost.consumer()) : Optional.empty();
    }
}
