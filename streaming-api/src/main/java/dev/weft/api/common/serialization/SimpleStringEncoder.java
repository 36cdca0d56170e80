package dev.weft.api.common.serialization;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.util.Arrays;

/**
 * Writes each element as a line: its {@code toString()}, then a line feed, both in one charset. In a charset that marks the
 * byte order, such as UTF-16, each line has a mark of its own; UTF-16BE and UTF-16LE have none.
 *
 * @param <IN> the elements
 */
public class SimpleStringEncoder<IN> implements Encoder<IN> {
    private static final long serialVersionUID = 2L;

    private final String charset;
    private final byte[] lineFeed;

    /** Writes UTF-8. */
    public SimpleStringEncoder() {
        this("UTF-8");
    }

    /**
     * @param charsetName a charset of this JVM, by any of its names
     * @throws java.nio.charset.UnsupportedCharsetException when this JVM does not know it
     */
    public SimpleStringEncoder(String charsetName) {
        Charset known = Charset.forName(charsetName);
        this.charset = known.name();
        this.lineFeed = lineFeed(known);
    }

    // behind text, so without a mark of the byte order
    private static byte[] lineFeed(Charset charset) {
        byte[] one = "\n".getBytes(charset);
        byte[] two = "\n\n".getBytes(charset);
        return Arrays.copyOfRange(two, one.length, two.length);
    }

    /** Writes one line; characters that the charset does not have become its replacement, mostly {@code ?}. */
    @Override
    public void encode(IN element, OutputStream stream) throws IOException {
        stream.write(element.toString().getBytes(charset));
        stream.write(lineFeed);
    }
}
