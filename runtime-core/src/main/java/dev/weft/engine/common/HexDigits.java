package dev.weft.engine.common;

/** Validates identities that are bytes in hexadecimal. */
final class HexDigits {

    private HexDigits() {}

    /**
     * Requires an identity of 16 bytes.
     *
     * @param what names the identity in the message, e.g. {@code "a vertex id"}
     */
    static void require(String hex, String what) {
        require(hex, 32, what);
    }

    static void require(String hex, int digits, String what) {
        if (hex.length() != digits || !areAll(hex)) {
            throw new IllegalArgumentException(what + " has " + digits + " hexadecimal digits, not '" + hex + "'");
        }
    }

    // Without a regular expression, which would be compiled for each of thousands of ids while a job starts.
    private static boolean areAll(String hex) {
        for (int i = 0; i < hex.length(); i++) {
            char c = hex.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
                return false;
            }
        }
        return true;
    }
}
