package dev.weft.engine.common;

import java.io.Serializable;

/**
 * Identity of an operator, by which its state is found on restore. Stable across submissions: given by {@code
 * setUidHash}, else derived from the uid, else from what the operator does and reads.
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
