package dev.weft.engine.protocol;

import java.io.PrintWriter;
import java.io.StringWriter;

/**
 * The texts of an exception, of limited length. User code makes them, so it may throw instead; then the class name stands
 * for the text.
 */
final class ExceptionText {

    private static final int MESSAGE_CHARS = 16 << 10;
    private static final int TRACE_CHARS = 256 << 10;

    private ExceptionText() {}

    /** The message, empty when there is none. */
    static String message(Throwable failure) {
        try {
            String message = failure.getMessage();
            return message == null ? "" : shortened(message, MESSAGE_CHARS);
        } catch (RuntimeException | StackOverflowError e) {
            return "";
        }
    }

    /** What {@link Throwable#toString} gives, by default type and message. */
    static String line(Throwable failure) {
        try {
            return shortened(String.valueOf(failure), MESSAGE_CHARS);
        } catch (RuntimeException | StackOverflowError e) {
            return failure.getClass().getName();
        }
    }

    /** The stack trace with all causes. */
    static String stackTrace(Throwable failure) {
        StringWriter trace = new StringWriter();
        try {
            failure.printStackTrace(new PrintWriter(trace));
        } catch (RuntimeException | StackOverflowError e) {
            trace.getBuffer().setLength(0);
            trace.append(line(failure)).append('\n');
            for (StackTraceElement frame : failure.getStackTrace()) {
                trace.append("\tat ").append(frame.toString()).append('\n');
            }
        }
        return shortened(trace.toString(), TRACE_CHARS);
    }

    /** A text that is too long keeps its beginning and its end. */
    static String shortened(String text) {
        return shortened(text, MESSAGE_CHARS);
    }

    private static String shortened(String text, int chars) {
        if (text.length() <= chars) {
            return text;
        }
        int half = chars / 2;
        return text.substring(0, half)
                + "... [" + (text.length() - 2 * half) + " characters are left out here] ..."
                + text.substring(text.length() - half);
    }
}
