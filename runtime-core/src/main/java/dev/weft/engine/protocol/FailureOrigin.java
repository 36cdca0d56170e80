package dev.weft.engine.protocol;

import dev.weft.engine.common.ExecutionAttemptId;
import java.util.Optional;

/** Where a failure comes from: an own one may be the root of others, any other only follows from what its peer tells. */
public sealed interface FailureOrigin {

    /** What failed has failed by itself. */
    FailureOrigin OWN = new Own();

    /** By itself. */
    record Own() implements FailureOrigin {
        @Override
        public Optional<ExecutionAttemptId> culprit() {
            return Optional.empty();
        }
    }

    /** The records of this task stopped before their end. */
    record LostProducer(ExecutionAttemptId producer) implements FailureOrigin {
        @Override
        public Optional<ExecutionAttemptId> culprit() {
            return Optional.of(producer);
        }
    }

    /** This task takes no records any more. */
    record LostConsumer(ExecutionAttemptId consumer) implements FailureOrigin {
        @Override
        public Optional<ExecutionAttemptId> culprit() {
            return Optional.of(consumer);
        }
    }

    /** Whose failure this one follows from; empty for an own one. */
    Optional<ExecutionAttemptId> culprit();
}
