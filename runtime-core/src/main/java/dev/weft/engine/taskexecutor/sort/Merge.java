package dev.weft.engine.taskexecutor.sort;

import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * K-way merge of sorted runs. Of equal records the one of the earlier run comes first, which makes the sort stable if
 * runs are numbered in the order of writing.
 */
final class Merge implements RecordCursor {

    private record Run(int number, RecordCursor records) {}

    private final PriorityQueue<Run> others;
    private final Comparator<Run> order = (one, other) -> {
        int byRecord = one.records().current().compareTo(other.records().current());
        return byRecord != 0 ? byRecord : Integer.compare(one.number(), other.number());
    };
    private Run current;
    private boolean begun;

    /** Takes ownership of the cursors. */
    Merge(List<RecordCursor> runs) throws IOException {
        others = new PriorityQueue<>(Math.max(1, runs.size()), order);
        try {
            for (int i = 0; i < runs.size(); i++) {
                if (runs.get(i).next()) {
                    others.add(new Run(i, runs.get(i)));
                }
            }
        } catch (IOException | RuntimeException e) {
            for (RecordCursor run : runs) {
                run.close();
            }
            throw e;
        }
    }

    @Override
    public boolean next() throws IOException {
        if (!begun) {
            begun = true;
            current = others.poll();
        } else if (current == null || !current.records().next()) {
            current = others.poll();
        } else if (!others.isEmpty() && order.compare(others.peek(), current) < 0) {
            Run behind = current;
            current = others.poll();
            others.add(behind);
        }
        return current != null;
    }

    @Override
    public RecordBytes current() {
        return current.records().current();
    }

    @Override
    public void close() throws IOException {
        if (current != null) {
            current.records().close();
        }
        for (Run run : others) {
            run.records().close();
        }
    }
}
