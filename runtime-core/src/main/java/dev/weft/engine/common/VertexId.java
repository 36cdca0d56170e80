package dev.weft.engine.common;

/**
 * A vertex of a job graph: stable across submissions of the same program (derived from the operator's uid or from its
 * place in the graph).
 *
 * @param hex 32 lower-case hexadecimal digits
 */
public record VertexId(String hex) implements Comparable<VertexId> {

    public VertexId {
        if (!isId(hex)) {
            throw new IllegalArgumentException("a vertex id has 32 hexadecimal digits, not '" + hex + "'");
        }
    }

    // By hand, since a regular expression would be compiled for each of thousands of ids while a job starts.
    private static boolean isId(String hex) {
        if (hex.length() != 32) {
            return false;
        }
        for (int i = 0; i < 32; i++) {
            char c = hex.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
                return false;
            }
        }
        return true;
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
