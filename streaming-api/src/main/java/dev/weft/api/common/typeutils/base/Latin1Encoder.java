package dev.weft.api.common.typeutils.base;

import dev.weft.core.memory.DataOutputView;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;

/**
 * Encodes long strings as Latin-1, and detects at the same time whether that is possible. It works on arrays because
 * the JVM vectorizes both of its steps but no loop over characters: a quarter of the time from some dozen characters
 * on. One per thread.
 */
final class Latin1Encoder {

    /** From this length on it pays. */
    static final int WORTHWHILE = 48;

    private static final int CHUNK = 2048;
    private static final ThreadLocal<Latin1Encoder> CURRENT = ThreadLocal.withInitial(Latin1Encoder::new);

    private final CharsetEncoder encoder = StandardCharsets.ISO_8859_1.newEncoder();
    private final char[] chars = new char[CHUNK];
    private final byte[] bytes = new byte[CHUNK];
    private final CharBuffer from = CharBuffer.wrap(chars);
    private final ByteBuffer to = ByteBuffer.wrap(bytes);

    private Latin1Encoder() {}

    static Latin1Encoder current() {
        return CURRENT.get();
    }

    /** Whether every character fits into a byte. */
    boolean accepts(String text) {
        int length = text.length();
        for (int begin = 0; begin < length; begin += CHUNK) {
            if (!encode(text, begin, Math.min(length, begin + CHUNK))) {
                return false;
            }
        }
        return true;
    }

    /** Writes the characters of the text that was accepted last. */
    void writeAccepted(String text, DataOutputView target) throws IOException {
        int length = text.length();
        if (length <= CHUNK) {
            target.write(bytes, 0, length);
        } else {
            target.writeBytes(text);
        }
    }

    private boolean encode(String text, int begin, int end) {
        text.getChars(begin, end, chars, 0);
        from.position(0).limit(end - begin);
        to.clear();
        encoder.reset();
        return !encoder.encode(from, to, true).isError();
    }
}
