package dev.weft.engine.common;

/**
 * A vertex of a job graph: stable across submissions of the same program (derived from the operator's uid or from its
 * place in the graph).
 *
 * @param hex 32 lower-case hexadecimal digits
 */
public record VertexId(String hex) implements Comparable<VertexId> {

    public VertexId {
        if (!hex.matches("[0-9a-f]{32}")) {
            throw new IllegalArgumentException("a vertex id has 32 hexadecimal digits, not '" + hex + "'");
        }
    }

    @Override
    public int compareTo(VertexId other) {
        return hex.compareTo(other.hex);
    }

    @Override
    public String toString() {
        return hex;
    }
}
