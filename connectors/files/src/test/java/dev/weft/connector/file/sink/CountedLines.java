package dev.weft.connector.file.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.api.common.serialization.BulkWriter;
import dev.weft.connector.file.sink.compactor.RecordWiseFileCompactor;
import dev.weft.core.fs.FSDataInputStream;
import dev.weft.core.fs.FSDataOutputStream;
import dev.weft.core.fs.Path;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** A format of whole files: lines, held back until the end, and then their number. */
final class CountedLines implements BulkWriter<String> {

    private static final String END = "end ";

    private final FSDataOutputStream out;
    private final List<String> lines = new ArrayList<>();

    CountedLines(FSDataOutputStream out) {
        this.out = out;
    }

    @Override
    public void addElement(String element) {
        lines.add(element);
    }

    @Override
    public void flush() {}

    @Override
    public void finish() throws IOException {
        out.write((String.join("\n", lines) + "\n" + END + lines.size() + "\n").getBytes(StandardCharsets.UTF_8));
        out.close();
    }

    /** Fails if a file is not whole. */
    static List<String> linesOf(String content) {
        List<String> lines = content.lines().toList();
        assertThat(lines).isNotEmpty();
        assertThat(lines.get(lines.size() - 1)).isEqualTo(END + (lines.size() - 1));
        return lines.subList(0, lines.size() - 1);
    }

    /** Reads what the sink has written. */
    static RecordWiseFileCompactor.Reader<String> read(Path file) throws IOException {
        try (FSDataInputStream in = file.getFileSystem().open(file)) {
            Iterator<String> lines = linesOf(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                    .iterator();
            return new RecordWiseFileCompactor.Reader<>() {
                @Override
                public String read() {
                    return lines.hasNext() ? lines.next() : null;
                }

                @Override
                public void close() {}
            };
        }
    }
}
