package dev.weft.engine.common;

/**
 * Identity of a vertex of a job graph: stable across submissions of the same program (the {@link OperatorId} of the
 * first operator of its chain).
 *
 * @param hex 32 lower-case hexadecimal digits
 */
public record VertexId(String hex) implements Comparable<VertexId> {

    public VertexId {
        HexDigits.require(hex, "a vertex id");
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
