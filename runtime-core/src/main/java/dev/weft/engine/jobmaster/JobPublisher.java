package dev.weft.engine.jobmaster;

import dev.weft.api.common.JobStatus;
import dev.weft.engine.common.EventLoop;
import dev.weft.engine.common.LoopOwned;
import dev.weft.engine.graph.JobGraph;
import dev.weft.engine.view.CheckpointStatistics;
import dev.weft.engine.view.JobView;
import dev.weft.engine.view.JobView.Accumulated;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * Publishes immutable views of the job: at once when its status changes, else batched within a short delay. Owned by
 * the JobMaster's loop.
 */
@LoopOwned
final class JobPublisher {

    /** Batching delay, since a view costs as much as the job has tasks. */
    private static final Duration SOON = Duration.ofMillis(20);

    private final JobGraph graph;
    private final JobStateMachine machine;
    private final ExecutionGraph executions;
    private final FailureCases failures;
    private final Supplier<CheckpointStatistics> checkpoints;
    private final JobMaster.Listener listener;
    private final EventLoop loop;
    private Map<String, Accumulated> accumulated = Map.of();
    private boolean due;
    private boolean released;

    JobPublisher(
            JobGraph graph,
            JobStateMachine machine,
            ExecutionGraph executions,
            FailureCases failures,
            Supplier<CheckpointStatistics> checkpoints,
            JobMaster.Listener listener,
            EventLoop loop) {
        this.graph = graph;
        this.machine = machine;
        this.executions = executions;
        this.failures = failures;
        this.checkpoints = checkpoints;
        this.listener = listener;
        this.loop = loop;
    }

    /** Sets the accumulators that views contain from now on. */
    void accumulated(Map<String, Accumulated> merged) {
        loop.assertInLoop();
        accumulated = merged;
    }

    void publish() {
        loop.assertInLoop();
        listener.onChanged(view());
    }

    void publishSoon() {
        loop.assertInLoop();
        if (!due) {
            due = true;
            loop.schedule(SOON, () -> {
                due = false;
                publish();
            });
        }
    }

    /** The job has ended and holds nothing any more. */
    void publishEnd() {
        loop.assertInLoop();
        released = true;
        listener.onEnded(view());
    }

    private JobView view() {
        boolean ended = machine.status().isGloballyTerminalState();
        return new JobView(
                graph.jobId(),
                graph.name(),
                machine.status(),
                machine.reachedMs().get(JobStatus.INITIALIZING),
                ended ? OptionalLong.of(machine.reachedMs().get(machine.status())) : OptionalLong.empty(),
                machine.reachedMs(),
                executions.views(),
                graph.edges(),
                graph.configuration(),
                failures.history(),
                accumulated,
                checkpoints.get(),
                released);
    }
}
