package dev.weft.it.faults;

/**
 * Finds requests to end a transaction in what one client sends to a broker. A request is a four-byte length and as many bytes, of which the
 * first two are the number of its kind. A client waits for answers before it has many requests under way, so that a piece which
 * was read begins with a request, unless that is larger than a piece.
 */
final class KafkaRequests {

    private static final int END_TRANSACTION = 26;
    private static final int HEADER = 6;

    private KafkaRequests() {}

    /** Whether a request in this piece ends a transaction. */
    static boolean endTransaction(byte[] piece, int length) {
        int at = 0;
        while (at + HEADER <= length) {
            int size = (piece[at] & 0xff) << 24
                    | (piece[at + 1] & 0xff) << 16
                    | (piece[at + 2] & 0xff) << 8
                    | (piece[at + 3] & 0xff);
            int kind = (piece[at + 4] & 0xff) << 8 | (piece[at + 5] & 0xff);
            if (size < 0) {
                return false;
            }
            if (kind == END_TRANSACTION) {
                return true;
            }
            at += Integer.BYTES + size;
        }
        return false;
    }
}
