package dev.weft.it.faults;

import java.nio.charset.StandardCharsets;

/**
 * Finds requests to delete files of checkpoints in what one client sends to the NameNode. A request has the name of its method, with its
 * length before it, and the path in the clear.
 */
final class NameNodeRequests {

    private static final String DELETE = "\n\u0006delete";
    private static final String CHECKPOINT = "/chk-";
    private static final String METADATA = "/_metadata";

    private NameNodeRequests() {}

    /** Whether a request in this piece deletes a checkpoint's metadata. */
    static boolean deleteMetadata(byte[] piece, int length) {
        return deletes(piece, length) && text(piece, length).contains(METADATA);
    }

    /** Whether a request in this piece deletes a checkpoint's directory with all that is in it. */
    static boolean deleteDirectory(byte[] piece, int length) {
        return deletes(piece, length) && !text(piece, length).contains(METADATA);
    }

    private static boolean deletes(byte[] piece, int length) {
        String text = text(piece, length);
        return text.contains(DELETE) && text.contains(CHECKPOINT);
    }

    private static String text(byte[] piece, int length) {
        return new String(piece, 0, length, StandardCharsets.ISO_8859_1);
    }
}
