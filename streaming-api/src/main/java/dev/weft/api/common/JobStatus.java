package dev.weft.api.common;

/** How far a job is. */
public enum JobStatus {
    /** Accepted; its master is being set up. */
    INITIALIZING(End.NO),
    /** Set up; no task runs yet. */
    CREATED(End.NO),
    /** Tasks are scheduled or run. */
    RUNNING(End.NO),
    /** It failed and waits for its tasks to end. */
    FAILING(End.NO),
    FAILED(End.FOR_ALL),
    CANCELLING(End.NO),
    CANCELED(End.FOR_ALL),
    FINISHED(End.FOR_ALL),
    /** It failed and starts again. */
    RESTARTING(End.NO),
    /** Stopped here, may go on under another master. */
    SUSPENDED(End.HERE),
    /** A new master takes stock of the running tasks. */
    RECONCILING(End.NO);

    private enum End {
        NO,
        HERE,
        FOR_ALL
    }

    private final End end;

    JobStatus(End end) {
        this.end = end;
    }

    /** It ended for good. */
    public boolean isGloballyTerminalState() {
        return end == End.FOR_ALL;
    }

    /** It ended, at least for this master. */
    public boolean isTerminalState() {
        return end != End.NO;
    }
}
