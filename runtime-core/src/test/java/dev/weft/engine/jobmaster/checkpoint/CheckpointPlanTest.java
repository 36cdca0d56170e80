package dev.weft.engine.jobmaster.checkpoint;

import static dev.weft.engine.testing.TestJobs.JOB;
import static dev.weft.engine.testing.TestJobs.vertex;
import static dev.weft.engine.testing.TestJobs.vertexId;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.engine.common.ExecutionAttemptId;
import dev.weft.engine.common.SubtaskId;
import dev.weft.engine.graph.JobEdge;
import dev.weft.engine.graph.JobGraph;
import dev.weft.engine.graph.JobVertex;
import dev.weft.engine.graph.ShipStrategy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CheckpointPlanTest {

    private static ExecutionAttemptId task(int vertex, int subtask) {
        return new ExecutionAttemptId(vertexId(vertex), subtask, 3, 1);
    }

    private static SubtaskId subtask(int vertex, int index) {
        return new SubtaskId(vertexId(vertex), index);
    }

    private static JobGraph job(List<JobEdge> edges, JobVertex... vertices) {
        return new JobGraph(JOB, "job", false, Map.of(), List.of(vertices), edges);
    }

    private static JobEdge edge(int producer, int consumer, int input, ShipStrategy strategy) {
        return new JobEdge(vertexId(producer), 0, vertexId(consumer), input, strategy);
    }

    private static CheckpointPlan plan(JobGraph graph, SubtaskId... finished) {
        List<CheckpointedTask> tasks = new ArrayList<>();
        for (JobVertex vertex : graph.vertices()) {
            for (int i = 0; i < vertex.parallelism(); i++) {
                tasks.add(new CheckpointedTask(
                        new ExecutionAttemptId(vertex.id(), i, 3, 1),
                        Set.of(finished).contains(new SubtaskId(vertex.id(), i))));
            }
        }
        return CheckpointPlan.of(graph, tasks, Set.of());
    }

    @Test
    void sourcesAreTriggeredAndAllRunningTasksAreAwaited() {
        CheckpointPlan plan = plan(job(List.of(edge(1, 2, 0, ShipStrategy.HASH)), vertex(1, 2), vertex(2, 2)));
        assertThat(plan.triggered()).containsExactly(task(1, 0), task(1, 1));
        assertThat(plan.awaited()).containsExactlyInAnyOrder(task(1, 0), task(1, 1), task(2, 0), task(2, 1));
        assertThat(plan.ended()).isEmpty();
    }

    @Test
    void aTaskOfWhichOneProducerRunsGetsItsBarrierFromThere() {
        JobGraph graph = job(List.of(edge(1, 2, 0, ShipStrategy.HASH)), vertex(1, 2), vertex(2, 2));
        CheckpointPlan plan = plan(graph, subtask(1, 0));
        assertThat(plan.triggered()).containsExactly(task(1, 1));
        assertThat(plan.ended()).containsExactly(subtask(1, 0));
    }

    @Test
    void tasksWhoseProducersHaveAllFinishedAreTriggered() {
        JobGraph graph = job(List.of(edge(1, 2, 0, ShipStrategy.HASH)), vertex(1, 2), vertex(2, 2));
        assertThat(plan(graph, subtask(1, 0), subtask(1, 1)).triggered()).containsExactly(task(2, 0), task(2, 1));
    }

    @Test
    void pointwiseEdgesAreLookedAtOneByOne() {
        JobGraph graph = job(List.of(edge(1, 2, 0, ShipStrategy.FORWARD)), vertex(1, 2), vertex(2, 2));
        assertThat(plan(graph, subtask(1, 0)).triggered()).containsExactlyInAnyOrder(task(1, 1), task(2, 0));
    }

    @Test
    void tasksThatOnlyWaitForACheckpointPassNoBarrierOn() {
        JobGraph graph = job(List.of(edge(1, 2, 0, ShipStrategy.HASH)), vertex(1, 1), vertex(2, 1));
        List<CheckpointedTask> running =
                List.of(new CheckpointedTask(task(1, 0), false), new CheckpointedTask(task(2, 0), false));
        CheckpointPlan plan = CheckpointPlan.of(graph, running, Set.of(task(1, 0)));
        assertThat(plan.triggered()).containsExactly(task(1, 0), task(2, 0));
        assertThat(plan.awaited()).containsExactlyInAnyOrder(task(1, 0), task(2, 0));
    }

    /** Its producer has ended its outputs too, and still runs: to write a snapshot, for instance. */
    @Test
    void aTaskThatHasReadTheEndOfItsInputIsTriggeredAlthoughItsProducerRuns() {
        JobGraph graph = job(List.of(edge(1, 2, 0, ShipStrategy.HASH)), vertex(1, 1), vertex(2, 1));
        List<CheckpointedTask> running =
                List.of(new CheckpointedTask(task(1, 0), false), new CheckpointedTask(task(2, 0), false));
        CheckpointPlan plan = CheckpointPlan.of(graph, running, Set.of(task(2, 0)));
        assertThat(plan.triggered()).containsExactly(task(1, 0), task(2, 0));
    }

    @Test
    void aTaskOfTwoInputsWaitsForTheBarrierOfTheOneThatGoesOn() {
        JobGraph graph = job(
                List.of(edge(1, 3, 0, ShipStrategy.HASH), edge(2, 3, 1, ShipStrategy.HASH)),
                vertex(1, 1),
                vertex(2, 1),
                vertex(3, 1));
        assertThat(plan(graph, subtask(1, 0)).triggered()).containsExactly(task(2, 0));
        assertThat(plan(graph, subtask(1, 0), subtask(2, 0)).triggered()).containsExactly(task(3, 0));
    }
}
