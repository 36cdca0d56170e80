package dev.weft.engine.jobmaster;

import dev.weft.engine.common.LoopOwned;
import dev.weft.engine.common.SubtaskId;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Subtasks that are to be deployed together, for the first time or again, and what is still missing: the end of the
 * restart's delay, the end of their former attempts, sources, slots. Failures that are reported until then are added to
 * it instead of starting another deployment. Owned by the JobMaster's loop.
 */
@LoopOwned
final class PendingDeployment {

    /** Progress of the sources. */
    enum Sources {
        UNTOUCHED,
        PREPARING,
        READY
    }

    private final Set<SubtaskId> subtasks;
    private boolean delayOver;
    private Sources sources = Sources.UNTOUCHED;

    PendingDeployment(Collection<SubtaskId> subtasks) {
        this.subtasks = new LinkedHashSet<>(subtasks);
    }

    Set<SubtaskId> subtasks() {
        return subtasks;
    }

    boolean contains(Collection<SubtaskId> all) {
        return subtasks.containsAll(all);
    }

    /** Adds subtasks that have failed meanwhile. Sources that were prepared without them are prepared again. */
    void join(Collection<SubtaskId> more) {
        if (subtasks.addAll(more) && sources == Sources.READY) {
            sources = Sources.UNTOUCHED;
        }
    }

    void endDelay() {
        delayOver = true;
    }

    boolean delayOver() {
        return delayOver;
    }

    Sources sources() {
        return sources;
    }

    void sources(Sources now) {
        sources = now;
    }
}
