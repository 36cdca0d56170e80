package dev.weft.engine.common;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

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

    /** The id of an operator with a uid: the MD5 of a line {@code uid} and the uid in UTF-8. */
    public static OperatorId ofUid(String uid) {
        return of("uid\n" + uid);
    }

    /** The MD5 of a text in UTF-8. */
    public static OperatorId of(String text) {
        try {
            MessageDigest md5 = MessageDigest.getInstance("MD5");
            return new OperatorId(HexFormat.of().formatHex(md5.digest(text.getBytes(StandardCharsets.UTF_8))));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has MD5", e);
        }
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
