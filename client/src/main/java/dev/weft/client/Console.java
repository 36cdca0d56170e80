package dev.weft.client;

import dev.weft.client.spi.Progress;
import java.io.PrintStream;

/**
 * Where the user reads: progress and results on standard output, warnings and errors on standard error. Holds the streams of
 * the process, whatever the user's program does with {@link System#setOut}.
 */
record Console(PrintStream out, PrintStream err) implements Progress {

    static Console ofProcess() {
        return new Console(System.out, System.err);
    }

    @Override
    public void line(String text) {
        out.println(text);
    }

    void warning(String text) {
        err.println("warning: " + text);
    }

    void error(String text) {
        out.flush();
        err.println("error: " + text);
        err.flush();
    }

    /** A stack trace of the user's. */
    void trace(String text) {
        out.flush();
        err.println(text.stripTrailing());
    }
}
