package dev.weft.engine.taskexecutor.task;

import dev.weft.api.connector.source.lib.NumberSequenceSource;
import dev.weft.engine.common.ExecutionAttemptId;
import dev.weft.engine.common.Payload;
import dev.weft.engine.protocol.CheckpointTimings;
import dev.weft.engine.protocol.ExecutorMessage.SourceSignal;
import dev.weft.engine.protocol.FailureCause;
import dev.weft.engine.protocol.MasterMessage.SourceCommand;
import dev.weft.engine.protocol.TaskState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Records the events of tasks, and answers the registration of number sources with their splits. */
final class RecordingTaskEvents implements TaskEvents {

    private static final long DEADLINE_S = 20;

    private final Map<ExecutionAttemptId, TaskState> states = new HashMap<>();
    private final Map<ExecutionAttemptId, FailureCause> failures = new HashMap<>();
    private final Map<ExecutionAttemptId, Map<String, Payload>> accumulators = new HashMap<>();
    private final Map<ExecutionAttemptId, RunningTask> tasks = new HashMap<>();
    private final Map<ExecutionAttemptId, SourceCommand> splits = new HashMap<>();
    private final Set<ExecutionAttemptId> registered = new HashSet<>();
    private final Set<ExecutionAttemptId> ready = new HashSet<>();

    private final Map<Part, Payload> stored = new HashMap<>();
    private final Map<Part, FailureCause> declined = new HashMap<>();

    /** One task's part of one checkpoint. */
    private record Part(ExecutionAttemptId attempt, long checkpointId) {}

    synchronized void started(ExecutionAttemptId attempt, RunningTask task) {
        tasks.put(attempt, task);
        states.putIfAbsent(attempt, TaskState.DEPLOYING);
        if (registered.contains(attempt)) {
            answer(attempt);
        }
    }

    synchronized void feed(ExecutionAttemptId attempt, NumberSequenceSource source, int parallelism) {
        long count = source.getTo() - source.getFrom() + 1;
        long from = source.getFrom() + count * attempt.subtask() / parallelism;
        long to = source.getFrom() + count * (attempt.subtask() + 1) / parallelism - 1;
        try {
            byte[] split = source.getSplitSerializer()
                    .serialize(new NumberSequenceSource.NumberSequenceSplit("s" + attempt.subtask(), from, to));
            splits.put(
                    attempt,
                    new SourceCommand.AddSplits(source.getSplitSerializer().getVersion(), List.of(new Payload(split))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The source has all its splits already. */
    synchronized void feedNothing(ExecutionAttemptId attempt) {
        splits.put(attempt, new SourceCommand.NoMoreSplits());
    }

    private void answer(ExecutionAttemptId attempt) {
        SourceCommand command = splits.remove(attempt);
        if (command != null) {
            tasks.get(attempt).deliver(0, command);
            tasks.get(attempt).deliver(0, new SourceCommand.NoMoreSplits());
        }
    }

    private synchronized void become(ExecutionAttemptId attempt, TaskState state) {
        states.put(attempt, state);
        notifyAll();
    }

    @Override
    public void onRunning(ExecutionAttemptId attempt) {
        become(attempt, TaskState.RUNNING);
    }

    @Override
    public synchronized void onReadyToCommit(ExecutionAttemptId attempt) {
        ready.add(attempt);
        notifyAll();
    }

    @Override
    public synchronized void onFinished(ExecutionAttemptId attempt, Map<String, Payload> result) {
        accumulators.put(attempt, result);
        become(attempt, TaskState.FINISHED);
    }

    @Override
    public void onCanceled(ExecutionAttemptId attempt) {
        become(attempt, TaskState.CANCELED);
    }

    @Override
    public synchronized void onFailed(ExecutionAttemptId attempt, FailureCause cause) {
        failures.put(attempt, cause);
        become(attempt, TaskState.FAILED);
    }

    @Override
    public synchronized void onCheckpointStored(
            ExecutionAttemptId attempt, long checkpointId, Payload state, CheckpointTimings timings, boolean ended) {
        stored.put(new Part(attempt, checkpointId), state);
        notifyAll();
    }

    @Override
    public synchronized void onCheckpointDeclined(ExecutionAttemptId attempt, long checkpointId, FailureCause cause) {
        declined.put(new Part(attempt, checkpointId), cause);
        notifyAll();
    }

    @Override
    public void onCollector(ExecutionAttemptId attempt, String sink) {}

    @Override
    public synchronized void onSourceSignal(ExecutionAttemptId attempt, int operator, SourceSignal signal) {
        if (signal instanceof SourceSignal.ReaderRegistered && registered.add(attempt) && tasks.containsKey(attempt)) {
            answer(attempt);
        }
    }

    private synchronized void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_S);
        while (!condition.getAsBoolean()) {
            long leftMs = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (leftMs <= 0) {
                throw new AssertionError(
                        "not " + what + " within " + DEADLINE_S + " s: " + states + ", failures " + failures);
            }
            try {
                wait(leftMs);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    void awaitAll(TaskState state) {
        await("all " + state, () -> states.values().stream().allMatch(s -> s == state));
    }

    void awaitAllStarted() {
        await("all started", () -> states.values().stream().noneMatch(s -> s == TaskState.DEPLOYING));
    }

    void awaitAllEnded() {
        await("all ended", () -> states.values().stream().allMatch(TaskState::isTerminal));
    }

    void awaitState(ExecutionAttemptId attempt, TaskState state) {
        await(attempt + " " + state, () -> states.get(attempt) == state);
    }

    void awaitReady(int count) {
        await(count + " ready to commit", () -> ready.size() == count);
    }

    /** Waits until the task has stored its part of the checkpoint; returns the description of its state. */
    Payload awaitStored(ExecutionAttemptId attempt, long checkpointId) {
        Part part = new Part(attempt, checkpointId);
        await(part + " stored", () -> stored.containsKey(part) || declined.containsKey(part));
        synchronized (this) {
            if (!stored.containsKey(part)) {
                throw new AssertionError(part + " was declined: " + declined.get(part));
            }
            return stored.get(part);
        }
    }

    /** Whether the task has stored its part of the checkpoint by now. */
    synchronized boolean isStored(ExecutionAttemptId attempt, long checkpointId) {
        return stored.containsKey(new Part(attempt, checkpointId));
    }

    /** Waits until the task has declined the checkpoint; returns why. */
    FailureCause awaitDeclined(ExecutionAttemptId attempt, long checkpointId) {
        Part part = new Part(attempt, checkpointId);
        await(part + " declined", () -> declined.containsKey(part));
        synchronized (this) {
            return declined.get(part);
        }
    }

    synchronized Map<ExecutionAttemptId, FailureCause> failures() {
        return Map.copyOf(failures);
    }

    synchronized Map<String, Payload> accumulators(ExecutionAttemptId attempt) {
        return accumulators.get(attempt);
    }

    synchronized TaskState state(ExecutionAttemptId attempt) {
        return states.get(attempt);
    }
}
