package dev.weft.engine.protocol;

import dev.weft.engine.common.ExecutionAttemptId;
import java.util.Optional;

/**
 * Tells a failure that happened in the task itself, and may be a root cause, from a follow-up failure that only reports
 * the loss of a neighbouring task.
 */
public sealed interface FailureOrigin {

    /** Origin of a failure that happened in the task itself. */
    FailureOrigin OWN = new Own();

    /** The failure happened in the task itself. */
    record Own() implements FailureOrigin {
        @Override
        public Optional<ExecutionAttemptId> culprit() {
            return Optional.empty();
        }
    }

    /** Follow-up failure: the records of this producer stopped before their end. */
    record LostProducer(ExecutionAttemptId producer) implements FailureOrigin {
        @Override
        public Optional<ExecutionAttemptId> culprit() {
            return Optional.of(producer);
        }
    }

    /** Follow-up failure: this consumer accepts no more records. */
    record LostConsumer(ExecutionAttemptId consumer) implements FailureOrigin {
        @Override
        public Optional<ExecutionAttemptId> culprit() {
            return Optional.of(consumer);
        }
    }

    /** The attempt whose failure caused this one; empty for {@link Own}. */
    Optional<ExecutionAttemptId> culprit();
}
