package dev.weft.client;

import dev.weft.api.common.InvalidProgramException;
import dev.weft.client.program.ProgramFailure;
import dev.weft.core.fs.FileSystemRefusedException;
import dev.weft.engine.common.ErrorCode.Category;
import dev.weft.engine.common.WeftException;
import dev.weft.runtime.client.JobExecutionException;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.slf4j.LoggerFactory;

/** Formats exceptions for the console and the log. */
final class Failures {

    private Failures() {}

    static String trace(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    /**
     * Prints the exception that the user's {@code main} threw. For a program that rejects its arguments, or that was
     * rejected before it ran, the message is enough; any other exception is printed with the user's stack trace.
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

    /**
     * Prints why a job did not finish: the user's exceptions with their stack trace; of the engine's own, whose message is
     * the whole story, the trace is for the log.
     */
    static void show(JobExecutionException failure, Console console) {
        Throwable cause = failure.getCause();
        if (cause instanceof WeftException own && !mayBeOfTheUsersCode(own)) {
            log(own);
        } else if (cause != null) {
            String trace = trace(cause);
            if (trace.strip().contains("\n")) {
                console.trace(trace);
            }
        }
        console.error(failure.getMessage());
    }

    private static boolean mayBeOfTheUsersCode(WeftException own) {
        return own.getCause() != null
                && switch (own.code().category()) {
                    case USER, INTERNAL -> true;
                    case CONFIG, EXTERNAL, RESOURCES -> false;
                };
    }

    /** The exception's type and the first line of its message. */
    static String firstLine(Throwable failure) {
        return failure.toString().lines().findFirst().orElse("").strip();
    }

    /**
     * Writes the details of a failure to the client's log. A wrong option is not logged: its line on the console says
     * everything.
     */
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
