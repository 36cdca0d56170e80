package dev.weft.simulation.workload;

import dev.weft.api.connector.source.SplitEnumerator;
import dev.weft.api.connector.source.SplitEnumeratorContext;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Split enumerator of {@link TickSource}: assigns splits on request; a request before a split is discovered waits. */
final class TickEnumerator implements SplitEnumerator<TickSplit, TickProgress> {

    private final TickSource source;
    private final SplitEnumeratorContext<TickSplit> context;
    private final ArrayDeque<TickSplit> found = new ArrayDeque<>();
    private final Set<Integer> waiting = new TreeSet<>();
    private final Set<Integer> assigned = new TreeSet<>();
    private int lines;
    private boolean complete;

    TickEnumerator(TickSource source, SplitEnumeratorContext<TickSplit> context, Optional<TickProgress> progress) {
        this.source = source;
        this.context = context;
        progress.ifPresent(from -> {
            found.addAll(from.found());
            assigned.addAll(from.assigned());
            lines = from.lines();
            complete = lines == source.lines();
        });
    }

    @Override
    public void start() {
        if (source.fixed() || complete) {
            return;
        }
        if (source.discovered()) {
            discoverNext();
        } else {
            while (lines < source.lines()) {
                add(lines);
            }
            complete = true;
        }
    }

    private void discoverNext() {
        int line = lines;
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
                    complete = lines == source.lines();
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
        lines = line + 1;
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
        if (!splits.isEmpty()) {
            assigned.remove(reader);
            UserPace.seen("splits of a restarted reader given back");
        }
    }

    @Override
    public void addReader(int reader) {}

    @Override
    public TickProgress snapshotState(long checkpointId) {
        return new TickProgress(List.copyOf(found), Set.copyOf(assigned), lines);
    }

    @Override
    public void close() {}
}
