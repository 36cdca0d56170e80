package dev.weft.simulation.workload;

import dev.weft.api.connector.source.SplitEnumerator;
import dev.weft.api.connector.source.SplitEnumeratorContext;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Split enumerator of {@link TickSource}: assigns splits on request; a request before a split is discovered waits. */
final class TickEnumerator implements SplitEnumerator<TickSplit, Integer> {

    private final TickSource source;
    private final SplitEnumeratorContext<TickSplit> context;
    private final ArrayDeque<TickSplit> found = new ArrayDeque<>();
    private final Set<Integer> waiting = new TreeSet<>();
    private final Set<Integer> assigned = new TreeSet<>();
    private int lines;
    private boolean complete;

    TickEnumerator(TickSource source, SplitEnumeratorContext<TickSplit> context) {
        this.source = source;
        this.context = context;
    }

    @Override
    public void start() {
        if (source.fixed()) {
            return;
        }
        if (source.discovered()) {
            discoverNext();
        } else {
            for (int line = 0; line < source.lines(); line++) {
                add(line);
            }
            complete = true;
        }
    }

    private void discoverNext() {
        int line = lines++;
        context.callAsync(
                () -> {
                    UserPace.step();
                    return line;
                },
                (result, failure) -> {
                    if (failure != null) {
                        throw new IllegalStateException(failure);
                    }
                    add(result);
                    complete = result == source.lines() - 1;
                    if (!complete) {
                        discoverNext();
                    }
                    Set<Integer> readers = Set.copyOf(waiting);
                    waiting.clear();
                    new TreeSet<>(readers).forEach(this::serve);
                });
    }

    private void add(int line) {
        int length = source.ticks().lengthOf(line);
        for (int from = 0; from < length; from += source.splitLength()) {
            found.add(new TickSplit(line, from, Math.min(length, from + source.splitLength())));
        }
    }

    private void serve(int reader) {
        if (!context.registeredReaders().containsKey(reader)) {
            return;
        }
        if (source.fixed()) {
            if (assigned.add(reader)) {
                context.assignSplit(new TickSplit(reader, 0, source.ticks().lengthOf(reader)), reader);
            }
            context.signalNoMoreSplits(reader);
        } else if (!found.isEmpty()) {
            context.assignSplit(found.remove(), reader);
        } else if (complete) {
            context.signalNoMoreSplits(reader);
        } else {
            waiting.add(reader);
        }
    }

    @Override
    public void handleSplitRequest(int reader, String host) {
        serve(reader);
    }

    @Override
    public void addSplitsBack(List<TickSplit> splits, int reader) {
        found.addAll(splits);
        assigned.remove(reader);
    }

    @Override
    public void addReader(int reader) {}

    @Override
    public Integer snapshotState(long checkpointId) {
        return 0;
    }

    @Override
    public void close() {}
}
