package dev.weft.engine.rpc;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * Shared secret of the processes of one application, used to authenticate their connections. Never printed:
 * {@link #toString} hides it.
 *
 * <p>The keyed hash is HMAC-SHA256 (RFC 2104) over the JDK's message digest; {@code javax.crypto} would cost a starting
 * executor some 50 ms of class loading for the same bytes ({@code SecretTest} compares the two).
 */
public final class Secret {

    private static final int BYTES = 32;
    private static final int BLOCK = 64;

    private final byte[] key;

    private Secret(byte[] key) {
        this.key = key;
    }

    public static Secret random() {
        byte[] key = new byte[BYTES];
        new SecureRandom().nextBytes(key);
        return new Secret(key);
    }

    /** The secret whose {@link #bytes} these are: 32 of them. */
    public static Secret of(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("a secret has " + BYTES + " bytes, this one has " + bytes.length);
        }
        return new Secret(bytes.clone());
    }

    /**
     * The secret's bytes, for the credentials of a container. They must not appear in a log or in a file that others
     * can read.
     */
    public byte[] bytes() {
        return key.clone();
    }

    byte[] hmac(byte[]... parts) {
        byte[] inner = new byte[BLOCK];
        byte[] outer = new byte[BLOCK];
        for (int i = 0; i < BLOCK; i++) {
            byte k = i < key.length ? key[i] : 0;
            inner[i] = (byte) (k ^ 0x36);
            outer[i] = (byte) (k ^ 0x5c);
        }
        MessageDigest digest = sha256();
        digest.update(inner);
        for (byte[] part : parts) {
            digest.update(part);
        }
        byte[] innerHash = digest.digest();
        digest.update(outer);
        return digest.digest(innerHash);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret that && MessageDigest.isEqual(key, that.key);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(key);
    }

    @Override
    public String toString() {
        return "secret";
    }
}
