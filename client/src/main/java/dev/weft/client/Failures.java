package dev.weft.client;

import dev.weft.api.common.InvalidProgramException;
import dev.weft.client.program.ProgramFailure;
import dev.weft.core.fs.FileSystemRefusedException;
import dev.weft.engine.common.ErrorCode.Category;
import dev.weft.engine.common.WeftException;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.slf4j.LoggerFactory;

/** Exceptions as text. */
final class Failures {

    private Failures() {}

    static String trace(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    /**
     * What the user's main threw. A program that refuses its own arguments, or that was refused before it ran, says all
     * in its message; anything else comes with the user's stack.
     */
    static void show(ProgramFailure failure, String rest, Console console) {
        if (failure.getCause() instanceof InvalidProgramException
                || failure.getCause() instanceof FileSystemRefusedException) {
            log(failure.getCause());
            console.error(failure.getCause().getMessage() + rest);
            return;
        }
        console.trace(trace(failure.getCause()));
        console.error("main of " + failure.entryClass() + " threw " + firstLine(failure.getCause()) + rest);
    }

    /** The exception's type and the first line of its message. */
    static String firstLine(Throwable failure) {
        return failure.toString().lines().findFirst().orElse("").strip();
    }

    /** Into the client's log, for whoever has to look deeper than the one line on the console; a wrong option says all there. */
    static void log(WeftException failure) {
        if (failure.code().category() == Category.CONFIG && failure.getCause() == null) {
            return;
        }
        log((Throwable) failure);
    }

    static void log(Throwable failure) {
        LoggerFactory.getLogger(Failures.class).error("the command failed", failure);
    }
}
