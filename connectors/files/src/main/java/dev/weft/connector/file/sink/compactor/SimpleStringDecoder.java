package dev.weft.connector.file.sink.compactor;

import dev.weft.annotation.PublicEvolving;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** Reads lines of text in UTF-8, as {@link dev.weft.api.common.serialization.SimpleStringEncoder} writes them by default. */
@PublicEvolving
public class SimpleStringDecoder implements DecoderBasedReader.Decoder<String> {

    private static final long serialVersionUID = 1L;

    private transient BufferedReader lines;

    @Override
    public void open(InputStream input) {
        lines = new BufferedReader(new InputStreamReader(input, StandardCharsets.UTF_8));
    }

    @Override
    public String decodeNext() throws IOException {
        return lines.readLine();
    }

    @Override
    public void close() {}
}
