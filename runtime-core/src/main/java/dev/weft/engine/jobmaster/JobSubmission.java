package dev.weft.engine.jobmaster;

import dev.weft.engine.graph.JobGraph;
import java.util.List;

/**
 * A job to run.
 *
 * @param graph the job
 * @param jars the user's class path entries, as file names relative to the working directory of any process of the
 *     application, or as URLs
 */
public record JobSubmission(JobGraph graph, List<String> jars) {

    public JobSubmission {
        jars = List.copyOf(jars);
    }

    /** How many slots the job needs: per slot sharing group its highest parallelism. */
    public int slotsNeeded() {
        return SlotSharing.slotsNeeded(graph);
    }
}
