package dev.weft.engine.jobmaster.source;

import dev.weft.api.connector.source.ReaderInfo;
import dev.weft.api.connector.source.SourceEvent;
import dev.weft.api.connector.source.SourceSplit;
import dev.weft.api.connector.source.SplitEnumeratorContext;
import dev.weft.api.connector.source.SplitsAssignment;
import dev.weft.api.connector.source.SupportsIntermediateNoMoreSplits;
import dev.weft.core.io.SimpleVersionedSerializer;
import dev.weft.engine.common.ExecutionAttemptId;
import dev.weft.engine.common.Payload;
import dev.weft.engine.graph.UserObjects;
import dev.weft.engine.protocol.MasterMessage.SourceCommand;
import dev.weft.metrics.groups.SplitEnumeratorMetricGroup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiConsumer;

/**
 * The context that an enumerator is created with. Thread-safe, as the API promises: the registered readers are in a
 * concurrent map, all other methods only enqueue. Readers come and go on the coordinator's loop.
 */
final class EnumeratorContext<SplitT extends SourceSplit>
        implements SplitEnumeratorContext<SplitT>, SupportsIntermediateNoMoreSplits {

    private final int parallelism;
    private final SimpleVersionedSerializer<SplitT> serializer;
    private final ReaderGate gate;
    private final AsyncCalls calls;
    private final SplitEnumeratorMetricGroup metrics = new UnreportedMetrics();
    private final ConcurrentHashMap<Integer, Reader<SplitT>> readers = new ConcurrentHashMap<>();
    private volatile long latestCheckpoint;

    /** @param assigned what it was given since the latest completed checkpoint, to be returned if this attempt fails */
    private record Reader<SplitT>(ReaderInfo info, ExecutionAttemptId attempt, Queue<Assigned<SplitT>> assigned) {}

    /** @param after the checkpoint that the enumerator had last taken part in: this split is in no reader's part of it */
    private record Assigned<SplitT>(SplitT split, long after) {}

    EnumeratorContext(
            int parallelism, SimpleVersionedSerializer<SplitT> serializer, ReaderGate gate, AsyncCalls calls) {
        this.parallelism = parallelism;
        this.serializer = serializer;
        this.gate = gate;
        this.calls = calls;
    }

    /** Called on the coordinator's loop. */
    void register(ReaderInfo reader, ExecutionAttemptId attempt) {
        readers.put(reader.getSubtaskId(), new Reader<>(reader, attempt, new ConcurrentLinkedQueue<>()));
    }

    /**
     * The reader's attempt is over. Called on the coordinator's loop.
     *
     * @param restored the checkpoint from which the next attempt goes on; 0 for none
     * @return the splits assigned to the reader after that checkpoint, if it had registered
     */
    Optional<List<SplitT>> unregister(int subtask, long restored) {
        return Optional.ofNullable(readers.remove(subtask))
                .map(reader -> reader.assigned().stream()
                        .filter(each -> each.after() >= restored)
                        .map(Assigned::split)
                        .toList());
    }

    /** What is assigned from now on is not in this checkpoint. Called on the coordinator's loop. */
    void onCheckpointTaken(long checkpointId) {
        latestCheckpoint = checkpointId;
    }

    /** What was assigned before this checkpoint is in the state of readers. Called on the coordinator's loop. */
    void onCheckpointCompleted(long checkpointId) {
        readers.values().forEach(reader -> reader.assigned().removeIf(each -> each.after() < checkpointId));
    }

    void close() {
        calls.close();
    }

    @Override
    public SplitEnumeratorMetricGroup metricGroup() {
        return metrics;
    }

    @Override
    public int currentParallelism() {
        return parallelism;
    }

    @Override
    public Map<Integer, ReaderInfo> registeredReaders() {
        Map<Integer, ReaderInfo> registered = new HashMap<>();
        readers.forEach((subtask, reader) -> registered.put(subtask, reader.info()));
        return Map.copyOf(registered);
    }

    @Override
    public void sendEventToSourceReader(int subtask, SourceEvent event) {
        Reader<SplitT> reader = registered(subtask, "an event");
        gate.send(reader.attempt(), new SourceCommand.UserEvent(UserObjects.write(event, "an event to a reader")));
    }

    @Override
    public void assignSplits(SplitsAssignment<SplitT> assignment) {
        assignment.assignment().forEach((subtask, splits) -> {
            Reader<SplitT> reader = registered(subtask, "splits");
            splits.forEach(split -> reader.assigned().add(new Assigned<>(split, latestCheckpoint)));
            gate.send(reader.attempt(), new SourceCommand.AddSplits(serializer.getVersion(), serialized(splits)));
        });
    }

    private List<Payload> serialized(List<SplitT> splits) {
        List<Payload> payloads = new ArrayList<>(splits.size());
        for (SplitT split : splits) {
            try {
                payloads.add(new Payload(serializer.serialize(split)));
            } catch (IOException e) {
                throw new UncheckedIOException("split " + split.splitId() + " cannot be serialized", e);
            }
        }
        return payloads;
    }

    @Override
    public void signalNoMoreSplits(int subtask) {
        gate.send(registered(subtask, "the end of splits").attempt(), new SourceCommand.NoMoreSplits());
    }

    /**
     * The coordinator keeps no record of readers that have ended, so an intermediate end is handled like the final one.
     */
    @Override
    public void signalIntermediateNoMoreSplits(int subtask) {
        signalNoMoreSplits(subtask);
    }

    private Reader<SplitT> registered(int subtask, String what) {
        Reader<SplitT> reader = readers.get(subtask);
        if (reader == null) {
            throw new IllegalArgumentException("the enumerator sends " + what + " to reader " + subtask
                    + ", but only these have registered: " + readers.keySet());
        }
        return reader;
    }

    @Override
    public <T> void callAsync(Callable<T> callable, BiConsumer<T, Throwable> handler) {
        calls.call(callable, handler);
    }

    @Override
    public <T> void callAsync(
            Callable<T> callable, BiConsumer<T, Throwable> handler, long initialDelayMs, long periodMs) {
        calls.repeat(callable, handler, Duration.ofMillis(initialDelayMs), Duration.ofMillis(periodMs));
    }

    @Override
    public void runInCoordinatorThread(Runnable code) {
        calls.run(code);
    }
}
