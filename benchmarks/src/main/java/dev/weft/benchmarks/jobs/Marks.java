package dev.weft.benchmarks.jobs;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * File on the executors' machine in which one attempt of one subtask says what it does, for the program that measures. A
 * line each: {@code AT ms count checksum}, {@code GAP ms-at-its-end nanoseconds}, {@code END ms count checksum}.
 */
public final class Marks implements AutoCloseable {

    /** The file that ends the job. */
    public static final String END = "end";

    public static final String SOURCE = "source";
    public static final String SINK = "sink";

    private final Writer out;

    Marks(String directory, String who, int subtask) throws IOException {
        out = Files.newBufferedWriter(
                Path.of(directory, who + '-' + subtask + '-' + System.nanoTime()), StandardCharsets.US_ASCII);
    }

    void progress(long count, long checksum) throws IOException {
        line("AT " + System.currentTimeMillis() + ' ' + count + ' ' + checksum);
    }

    void gap(long ns) throws IOException {
        line("GAP " + System.currentTimeMillis() + ' ' + ns);
    }

    void end(long count, long checksum) throws IOException {
        line("END " + System.currentTimeMillis() + ' ' + count + ' ' + checksum);
    }

    private void line(String text) throws IOException {
        out.write(text + '\n');
        out.flush();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
