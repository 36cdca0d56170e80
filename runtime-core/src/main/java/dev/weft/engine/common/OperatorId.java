package dev.weft.engine.common;

import java.io.Serializable;

/**
 * An operator of a program, by which its state is found again. Stable across submissions: it is what the program gives by
 * {@code setUidHash}, else derived from the uid, else from what the operator does and reads.
 *
 * @param hex 32 lower-case hexadecimal digits
 */
public record OperatorId(String hex) implements Comparable<OperatorId>, Serializable {

    public OperatorId {
        HexDigits.require(hex, "an operator id");
    }

    @Override
    public int compareTo(OperatorId other) {
        return hex.compareTo(other.hex);
    }

    @Override
    public String toString() {
        return hex;
    }
}
