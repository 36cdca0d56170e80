package dev.weft.engine.taskexecutor.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.api.common.JobID;
import dev.weft.engine.common.BlobStore;
import dev.weft.engine.common.ExecutionAttemptId;
import dev.weft.engine.common.ExecutorId;
import dev.weft.engine.common.Payload;
import dev.weft.engine.protocol.JobTopology;
import dev.weft.engine.testing.TestJobs;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class UniqueNameTest {

    private static TaskPlan plan(JobID job, int vertex, int subtask, int attempt, long epoch) {
        return new TaskPlan(
                new ExecutorId("e"),
                new JobTopology(job, "job", Map.of(), List.of(), List.of(), List.of(), Map.of()),
                new ExecutionAttemptId(TestJobs.vertexId(vertex), subtask, attempt, epoch),
                0,
                new Payload(new byte[0]),
                Optional.empty(),
                false,
                BlobStore.none(),
                UniqueNameTest.class.getClassLoader());
    }

    @Test
    void noOtherJobTaskAttemptOrMasterGivesTheSameName() {
        JobID job = new JobID(1, 1);
        assertThat(List.of(
                        plan(job, 1, 0, 0, 1).uniqueName(0),
                        plan(job, 1, 0, 0, 1).uniqueName(1),
                        plan(new JobID(1, 2), 1, 0, 0, 1).uniqueName(0),
                        plan(job, 2, 0, 0, 1).uniqueName(0),
                        plan(job, 1, 1, 0, 1).uniqueName(0),
                        plan(job, 1, 0, 1, 1).uniqueName(0),
                        plan(job, 1, 0, 0, 2).uniqueName(0)))
                .doesNotHaveDuplicates()
                .allMatch(name -> name.matches("[0-9a-f-]{36}"));
    }

    @Test
    void theSameAttemptHasTheSameNamesInEveryRunOfASimulation() {
        assertThat(plan(new JobID(1, 1), 1, 0, 0, 1).uniqueName(0))
                .isEqualTo(plan(new JobID(1, 1), 1, 0, 0, 1).uniqueName(0));
    }
}
