package dev.weft.simulation;

import dev.weft.simulation.workload.Workload;
import java.util.ArrayList;
import java.util.List;

/**
 * One program of a simulation: a job, or several jobs of which each goes on where the one before it was stopped, and
 * writes into the same directory. Owned by the scheduler's thread.
 */
final class Lineage {

    private final List<Workload> runs = new ArrayList<>();
    private boolean changing;
    private boolean drained;

    Lineage(Workload first) {
        runs.add(first);
    }

    /** All jobs, the current one last. */
    List<Workload> runs() {
        return List.copyOf(runs);
    }

    Workload current() {
        return runs.get(runs.size() - 1);
    }

    /** Whether the current job is being stopped and another one may follow. */
    boolean isChanging() {
        return changing;
    }

    void beginChange() {
        changing = true;
    }

    /** The current job goes on, or nothing follows it. */
    void endChange() {
        changing = false;
    }

    void goesOnAs(Workload next) {
        runs.add(next);
        changing = false;
    }

    /** Whether the last job was stopped in the middle of its input as if that had ended. */
    boolean isDrained() {
        return drained;
    }

    void drained() {
        drained = true;
        changing = false;
    }
}
