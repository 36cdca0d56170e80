package dev.weft.engine.common;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Incremental SHA-256, as 64 hexadecimal digits. */
public final class Sha256 {

    private final MessageDigest digest;

    public Sha256() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    public static String of(String text) {
        Sha256 hash = new Sha256();
        hash.add(text);
        return hash.finish();
    }

    public static String of(byte[] bytes) {
        Sha256 hash = new Sha256();
        hash.add(bytes, bytes.length);
        return hash.finish();
    }

    public void add(String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Adds the first {@code length} bytes. */
    public void add(byte[] bytes, int length) {
        digest.update(bytes, 0, length);
    }

    public String finish() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
