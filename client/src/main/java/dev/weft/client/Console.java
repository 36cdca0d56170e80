package dev.weft.client;

import dev.weft.client.spi.Progress;
import java.io.PrintStream;

/**
 * The client's console output: progress and results on standard output, warnings and errors on standard error. It keeps
 * the streams of the process start, so a program's {@link System#setOut} does not affect it.
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

    /** Tells progress where no script reads. */
    void note(String text) {
        out.flush();
        err.println(text);
    }

    void error(String text) {
        out.flush();
        err.println("error: " + text);
        err.flush();
    }

    /** Prints a stack trace of the user's code. */
    void trace(String text) {
        out.flush();
        err.println(text.stripTrailing());
    }
}
