package dev.weft.connector.file.src.reader;

import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.configuration.Configuration;
import dev.weft.core.fs.FSDataInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;

/**
 * Text, one record a line; a line ends with {@code \n}, {@code \r\n} or {@code \r}, which are not part of the record.
 *
 * <p>Files in a charset in which those are single bytes that occur nowhere else (UTF-8, US-ASCII, ISO-8859-*,
 * windows-125*) can be cut at any byte: a line belongs to the split that holds its first byte. Files in other charsets
 * are read whole.
 */
public class TextLineInputFormat implements StreamFormat<String> {

    public static final String DEFAULT_CHARSET_NAME = "UTF-8";

    private final String charsetName;

    /** Text in UTF-8. Bytes that are none become U+FFFD. */
    public TextLineInputFormat() {
        this(DEFAULT_CHARSET_NAME);
    }

    /** @throws java.nio.charset.UnsupportedCharsetException when this JVM does not know the charset */
    public TextLineInputFormat(String charsetName) {
        this.charsetName = Charset.forName(charsetName).name();
    }

    @Override
    public boolean isSplittable() {
        return charsetName.equals("UTF-8")
                || charsetName.equals("US-ASCII")
                || charsetName.startsWith("ISO-8859-")
                || charsetName.startsWith("windows-125");
    }

    @Override
    public StreamFormat.Reader<String> createReader(
            Configuration config, FSDataInputStream stream, long fileLen, long splitEnd) throws IOException {
        Charset charset = Charset.forName(charsetName);
        if (isSplittable()) {
            return LineReader.at(stream, splitEnd, charset);
        }
        return new WholeFileReader(new BufferedReader(new InputStreamReader(stream, charset)));
    }

    @Override
    public StreamFormat.Reader<String> restoreReader(
            Configuration config, FSDataInputStream stream, long restoredOffset, long fileLen, long splitEnd)
            throws IOException {
        stream.seek(restoredOffset);
        return createReader(config, stream, fileLen, splitEnd);
    }

    @Override
    public TypeInformation<String> getProducedType() {
        return Types.STRING;
    }

    private record WholeFileReader(BufferedReader lines) implements StreamFormat.Reader<String> {
        @Override
        public String read() throws IOException {
            return lines.readLine();
        }

        @Override
        public void close() throws IOException {
            lines.close();
        }
    }
}
