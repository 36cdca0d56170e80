package dev.weft.engine.jobmaster;

import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.LoopOwned;
import dev.weft.engine.common.SubtaskId;
import dev.weft.engine.jobmaster.failover.FailoverRegions;
import dev.weft.engine.jobmaster.failover.RestartStrategy;
import dev.weft.engine.view.JobView.Failure;
import java.time.Duration;
import java.util.Set;

/**
 * Failover decision: which subtasks are restarted after a failure and when, or that the job fails. Without side effects
 * on the job; owned by the JobMaster's loop.
 */
@LoopOwned
final class Failover {

    /** The decision. */
    sealed interface Plan {
        /** Restart these subtasks after a delay. */
        record Restart(Set<SubtaskId> subtasks, Duration delay) implements Plan {}

        /** @param why for users; empty when no restart was to be expected */
        record Fail(String why) implements Plan {}
    }

    private final FailoverRegions regions;
    private final RestartStrategy strategy;
    private final ExecutionGraph executions;
    private final CollectedStreams collected;

    Failover(FailoverRegions regions, RestartStrategy strategy, ExecutionGraph executions, CollectedStreams collected) {
        this.regions = regions;
        this.strategy = strategy;
        this.executions = executions;
        this.collected = collected;
    }

    Set<SubtaskId> everything() {
        return regions.all();
    }

    /** The subtasks that must be restarted with the failed ones; all subtasks when none has failed. */
    Set<SubtaskId> affected() {
        return regions.toRestart(executions.failed());
    }

    /**
     * Counts the failure and decides.
     *
     * @param all whether everything begins anew, whichever tasks have failed
     */
    Plan plan(Failure root, boolean all, long nowNs) {
        Set<SubtaskId> subtasks = all ? regions.all() : affected();
        ErrorCode code = root.cause().code();
        if (code == ErrorCode.INVALID_CONFIGURATION || code == ErrorCode.UNRECOVERABLE) {
            return new Plan.Fail("");
        }
        if (executions.anyCommitting()) {
            return new Plan.Fail(
                    "it is not restarted, since it was committing its results: some may be visible already");
        }
        RestartStrategy.Decision decision = strategy.onFailure(nowNs);
        if (decision instanceof RestartStrategy.Decision.Restart restart) {
            if (collected.hasFetchedFrom(subtasks)) {
                return new Plan.Fail("it is not restarted, since the program has taken some of its collected results"
                        + " already and would get them twice");
            }
            return new Plan.Restart(subtasks, restart.delay());
        }
        return new Plan.Fail(((RestartStrategy.Decision.GiveUp) decision).why());
    }
}
