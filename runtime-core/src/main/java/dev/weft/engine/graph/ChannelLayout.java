package dev.weft.engine.graph;

/**
 * Connection pattern of a job edge: which producer subtasks have channels to which consumer subtasks. Computed on
 * demand and never stored, so that a plan takes O(tasks) and not O(connections) space. Producer subtask p and consumer
 * subtask c are connected iff c lies in {@link #consumersOf} p, equivalently p lies in {@link #producersOf} c (pinned
 * by a property test).
 */
public record ChannelLayout(ShipStrategy strategy, int producers, int consumers) {

    public ChannelLayout {
        if (producers < 1 || consumers < 1) {
            throw new IllegalArgumentException("parallelism must be >= 1, not " + producers + " -> " + consumers);
        }
        if (strategy == ShipStrategy.FORWARD && producers != consumers) {
            throw new IllegalArgumentException(
                    "a forward edge needs equal parallelism, not " + producers + " -> " + consumers);
        }
    }

    /** A half-open range of subtasks. */
    public record Range(int from, int until) {
        public int size() {
            return until - from;
        }

        public boolean contains(int subtask) {
            return subtask >= from && subtask < until;
        }
    }

    /** The consumer subtasks that producer subtask {@code p} has a channel to, in channel order. */
    public Range consumersOf(int p) {
        return strategy.pointwise() ? share(p, producers, consumers) : new Range(0, consumers);
    }

    /** The producer subtasks that consumer subtask {@code c} has a channel from, in channel order. */
    public Range producersOf(int c) {
        return strategy.pointwise() ? share(c, consumers, producers) : new Range(0, producers);
    }

    /**
     * Pointwise connections: subtask {@code i} of {@code n} owns the interval [i/n, (i+1)/n), and is connected to every
     * subtask of the other side whose own interval overlaps it. Overlap is symmetric, hence so are the connections.
     */
    private static Range share(int i, int n, int m) {
        int from = (int) ((long) i * m / n);
        int until = (int) (((long) (i + 1) * m + n - 1) / n);
        return new Range(from, until);
    }
}
