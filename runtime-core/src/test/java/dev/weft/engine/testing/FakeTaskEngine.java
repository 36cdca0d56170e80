package dev.weft.engine.testing;

import dev.weft.api.common.JobID;
import dev.weft.engine.common.ExecutionAttemptId;
import dev.weft.engine.common.Payload;
import dev.weft.engine.protocol.CheckpointRequest;
import dev.weft.engine.protocol.ExecutorMessage.TaskMetrics;
import dev.weft.engine.protocol.JobTopology;
import dev.weft.engine.protocol.MasterMessage.SourceCommand;
import dev.weft.engine.taskexecutor.task.RunningTask;
import dev.weft.engine.taskexecutor.task.TaskEngine;
import dev.weft.engine.taskexecutor.task.TaskEvents;
import dev.weft.engine.taskexecutor.task.TaskPlan;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A task engine without data; the test plays the tasks through {@link FakeTask#events}. */
public final class FakeTaskEngine implements TaskEngine {

    /** A task that does what the test says. */
    public static final class FakeTask implements RunningTask {
        private final TaskPlan plan;
        private final TaskEvents events;
        private final List<String> told = new ArrayList<>();

        FakeTask(TaskPlan plan, TaskEvents events) {
            this.plan = plan;
            this.events = events;
        }

        public TaskPlan plan() {
            return plan;
        }

        public TaskEvents events() {
            return events;
        }

        /** What the executor told the task, in order. */
        public List<String> told() {
            return List.copyOf(told);
        }

        @Override
        public ExecutionAttemptId attempt() {
            return plan.attempt();
        }

        @Override
        public void cancel() {
            told.add("cancel");
        }

        @Override
        public void commit() {
            told.add("commit");
        }

        @Override
        public void triggerCheckpoint(CheckpointRequest request) {
            told.add("trigger " + request);
        }

        @Override
        public void checkpointCompleted(long checkpointId, boolean allEnded) {
            told.add("completed " + checkpointId);
        }

        @Override
        public void checkpointAborted(long checkpointId) {
            told.add("aborted " + checkpointId);
        }

        @Override
        public void deliver(int operator, SourceCommand command) {
            told.add("deliver to " + operator + ": " + command);
        }

        @Override
        public Payload fetchCollected(String sink, long offset) {
            return new Payload((sink + " after " + offset).getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public TaskMetrics metrics() {
            return new TaskMetrics(plan.topology().jobId(), plan.attempt(), 10, 20, 30, 40);
        }
    }

    private final List<FakeTask> tasks = new ArrayList<>();
    private final List<JobID> released = new ArrayList<>();
    private Optional<JobTopology> latest = Optional.empty();
    private boolean closed;
    private boolean patient;
    private Runnable told = () -> {};

    public List<FakeTask> tasks() {
        return List.copyOf(tasks);
    }

    public List<JobID> released() {
        return List.copyOf(released);
    }

    public boolean isClosed() {
        return closed;
    }

    @Override
    public int dataPort() {
        return 4711;
    }

    @Override
    public RunningTask start(TaskPlan plan, TaskEvents events) {
        FakeTask task = new FakeTask(plan, events);
        tasks.add(task);
        return task;
    }

    @Override
    public void releaseFormer(JobTopology topology) {
        latest = Optional.of(topology);
    }

    /** The topology of which all other attempts were to be forgotten. */
    public Optional<JobTopology> latest() {
        return latest;
    }

    @Override
    public void releaseJob(JobID job) {
        released.add(job);
    }

    @Override
    public void stop(Runnable stopped) {
        closed = true;
        if (patient) {
            told = stopped;
        } else {
            stopped.run();
        }
    }

    /** From now on {@link #stop} waits for {@link #end}, as if a task took its time. */
    public void becomePatient() {
        patient = true;
    }

    /** The last task has ended. */
    public void end() {
        told.run();
    }
}
