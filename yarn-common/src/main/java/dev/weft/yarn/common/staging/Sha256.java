package dev.weft.yarn.common.staging;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Incremental SHA-256, as 64 hexadecimal digits. */
final class Sha256 {

    private final MessageDigest digest;

    Sha256() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    static String of(String text) {
        Sha256 hash = new Sha256();
        hash.add(text);
        return hash.finish();
    }

    void add(String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
    }

    void add(byte[] bytes, int length) {
        digest.update(bytes, 0, length);
    }

    String finish() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
