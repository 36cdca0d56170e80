package dev.weft.connector.kafka.source.enumerator;

import dev.weft.api.connector.source.ReaderInfo;
import dev.weft.api.connector.source.SourceEvent;
import dev.weft.api.connector.source.SplitEnumeratorContext;
import dev.weft.api.connector.source.SplitsAssignment;
import dev.weft.connector.kafka.source.split.KafkaPartitionSplit;
import dev.weft.metrics.groups.SplitEnumeratorMetricGroup;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;

/** Runs slow calls when told, on the test's thread, and remembers what readers were given. */
public final class ManualEnumeratorContext implements SplitEnumeratorContext<KafkaPartitionSplit> {

    private final int parallelism;
    private final Queue<Runnable> slowCalls = new ArrayDeque<>();
    private final List<Runnable> periodic = new ArrayList<>();
    private final Map<Integer, ReaderInfo> readers = new HashMap<>();
    private final Map<Integer, List<KafkaPartitionSplit>> assigned = new LinkedHashMap<>();
    private final Set<Integer> ended = new TreeSet<>();

    public ManualEnumeratorContext(int parallelism) {
        this.parallelism = parallelism;
    }

    public void register(int reader) {
        readers.put(reader, new ReaderInfo(reader, "host"));
    }

    /** Runs the calls that were asked for, and those that they ask for. */
    public void runSlowCalls() {
        for (Runnable call = slowCalls.poll(); call != null; call = slowCalls.poll()) {
            call.run();
        }
    }

    /** Lets one period of each periodic call pass. */
    public void passPeriod() {
        slowCalls.addAll(periodic);
        runSlowCalls();
    }

    /** What a reader was given since the last call. */
    public List<KafkaPartitionSplit> takeAssigned(int reader) {
        List<KafkaPartitionSplit> splits = assigned.remove(reader);
        return splits == null ? List.of() : splits;
    }

    /** Readers that were told that no more splits come. */
    public Set<Integer> ended() {
        return ended;
    }

    @Override
    public SplitEnumeratorMetricGroup metricGroup() {
        throw new UnsupportedOperationException("no metrics here");
    }

    @Override
    public void sendEventToSourceReader(int subtask, SourceEvent event) {
        throw new UnsupportedOperationException("Kafka sources send no events");
    }

    @Override
    public int currentParallelism() {
        return parallelism;
    }

    @Override
    public Map<Integer, ReaderInfo> registeredReaders() {
        return readers;
    }

    @Override
    public void assignSplits(SplitsAssignment<KafkaPartitionSplit> assignment) {
        assignment.assignment().forEach((reader, splits) -> {
            if (!readers.containsKey(reader)) {
                throw new IllegalArgumentException("reader " + reader + " has not registered");
            }
            assigned.computeIfAbsent(reader, none -> new ArrayList<>()).addAll(splits);
        });
    }

    @Override
    public void signalNoMoreSplits(int subtask) {
        ended.add(subtask);
    }

    @Override
    public <T> void callAsync(Callable<T> callable, BiConsumer<T, Throwable> handler) {
        slowCalls.add(() -> {
            T result;
            try {
                result = callable.call();
            } catch (Exception failure) {
                handler.accept(null, failure);
                return;
            }
            handler.accept(result, null);
        });
    }

    @Override
    public <T> void callAsync(
            Callable<T> callable, BiConsumer<T, Throwable> handler, long initialDelayMs, long periodMs) {
        callAsync(callable, handler);
        periodic.add(() -> callAsync(callable, handler));
    }

    @Override
    public void runInCoordinatorThread(Runnable action) {
        action.run();
    }
}
