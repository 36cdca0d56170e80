package dev.weft.engine.common;

/** Validates identities that are 16 bytes in hexadecimal. */
final class HexDigits {

    private static final int COUNT = 32;

    private HexDigits() {}

    /** @param what names the identity in the message, e.g. {@code "a vertex id"} */
    static void require(String hex, String what) {
        if (!areAll(hex)) {
            throw new IllegalArgumentException(what + " has 32 hexadecimal digits, not '" + hex + "'");
        }
    }

    // Without a regular expression, which would be compiled for each of thousands of ids while a job starts.
    private static boolean areAll(String hex) {
        if (hex.length() != COUNT) {
            return false;
        }
        for (int i = 0; i < COUNT; i++) {
            char c = hex.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
                return false;
            }
        }
        return true;
    }
}
