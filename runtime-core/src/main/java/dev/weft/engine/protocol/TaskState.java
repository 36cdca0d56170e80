package dev.weft.engine.protocol;

import java.util.EnumSet;
import java.util.Set;

/** States of an execution attempt. {@link #mayBecome} defines the legal transitions. */
public enum TaskState {
    /** Created, not yet scheduled. */
    CREATED,
    /** Waits for a slot. */
    SCHEDULED,
    /** Sent to an executor. */
    DEPLOYING,
    /** Its thread runs. */
    RUNNING,
    /** Told to stop; not stopped yet. */
    CANCELING,
    /** Ended normally, with all its output visible. */
    FINISHED,
    /** Ended by cancellation. */
    CANCELED,
    /** Ended by an error. */
    FAILED;

    public boolean isTerminal() {
        return this == FINISHED || this == CANCELED || this == FAILED;
    }

    /** Whether an attempt in this state may go to {@code next}. */
    public boolean mayBecome(TaskState next) {
        return successors().contains(next);
    }

    private Set<TaskState> successors() {
        return switch (this) {
            case CREATED -> EnumSet.of(SCHEDULED, CANCELED, FAILED);
            case SCHEDULED -> EnumSet.of(DEPLOYING, CANCELED, FAILED);
            case DEPLOYING -> EnumSet.of(RUNNING, CANCELING, FAILED);
            case RUNNING -> EnumSet.of(FINISHED, CANCELING, FAILED);
            case CANCELING -> EnumSet.of(CANCELED, FAILED);
            case FINISHED, CANCELED, FAILED -> EnumSet.noneOf(TaskState.class);
        };
    }
}
