package dev.weft.engine.jobmaster;

import static dev.weft.engine.testing.TestJobs.JOB;
import static dev.weft.engine.testing.TestJobs.vertex;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.api.common.JobStatus;
import dev.weft.core.execution.spi.ResultFetcher.Fetched;
import dev.weft.engine.common.Clock;
import dev.weft.engine.common.EventLoop;
import dev.weft.engine.common.ExecutorId;
import dev.weft.engine.common.ThreadEventLoop;
import dev.weft.engine.graph.JobGraph;
import dev.weft.engine.testing.RecordingExecutorConnection;
import dev.weft.engine.testing.TestJobs;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The objects of a JobMaster, called from a thread that is not its loop. */
class WrongThreadTest {

    private final EventLoop loop = ThreadEventLoop.start("the-jobs-loop", Clock.system(), (name, fault) -> {});
    private final JobGraph graph = TestJobs.line(vertex(1, 2));
    private final ExecutionGraph executions = new ExecutionGraph(graph, 1, 0, loop);
    private final ExecutorMessenger executors = new ExecutorMessenger(JOB, loop);

    @AfterEach
    void stop() {
        loop.close();
    }

    private void refuses(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the-jobs-loop owns this object, but the thread "
                        + Thread.currentThread().getName() + " has called it");
    }

    @Test
    void theExecutionGraphRefusesToBeReadAndToBeChanged() {
        refuses(executions::all);
        refuses(executions::readyToCommit);
        refuses(executions::views);
        refuses(() -> executions.cancel(List.of(), 0));
    }

    /** FLINK-16945. */
    @Test
    void theStateMachineRefusesATransition() {
        JobStateMachine machine = new JobStateMachine(JOB, "job", 0, loop);
        refuses(() -> machine.become(JobStatus.CREATED, 0, ""));
        refuses(machine::status);
    }

    @Test
    void slotsAreNeitherDeclaredNorTaken() {
        JobMasterRig.RecordingSlotProvider provider = new JobMasterRig.RecordingSlotProvider();
        JobSlots slots = new JobSlots(JOB, SlotSharing.of(graph), Balance.FILL, provider, null, loop);
        refuses(slots::requireAll);
        refuses(() -> slots.onGiven(0, List.of()));
        refuses(slots::release);
        assertThat(provider.number).isZero();
    }

    @Test
    void noExecutorIsTold() {
        RecordingExecutorConnection connection = new RecordingExecutorConnection();
        refuses(() -> executors.add(new Slot(new ExecutorId("e"), 0, "host", 1, connection)));
        refuses(executors::release);
        assertThat(connection.sent()).isEmpty();
    }

    @Test
    void collectedResultsAreNotAskedFor() {
        CollectedStreams collected = new CollectedStreams(JOB, executions, executors, loop);
        CompletableFuture<Fetched> answer = new CompletableFuture<>();
        refuses(() -> collected.fetch("sink", 0, answer));
        assertThat(answer).isNotDone();
    }
}
