package dev.weft.api.connector.source;

import java.util.List;
import java.util.Map;

/** Splits by the subtask that is to read them. Immutable. */
public final class SplitsAssignment<SplitT extends SourceSplit> {
    private final Map<Integer, List<SplitT>> assignment;

    /** @param assignment the splits of each subtask, by its index from 0 */
    public SplitsAssignment(Map<Integer, List<SplitT>> assignment) {
        this.assignment = Map.copyOf(assignment);
    }

    /** One split for one subtask. */
    public SplitsAssignment(SplitT split, int subtask) {
        this(Map.of(subtask, List.of(split)));
    }

    /** The splits of each subtask. */
    public Map<Integer, List<SplitT>> assignment() {
        return assignment;
    }

    @Override
    public String toString() {
        return assignment.toString();
    }
}
