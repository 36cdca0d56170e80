package dev.weft.engine.protocol;

import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.WeftException;
import java.io.PrintWriter;
import java.io.StringWriter;

/**
 * Serializable description of an exception as text, so that a process without the user's classes can show it.
 *
 * @param code who has to act
 * @param type the exception's class name
 * @param message the exception's message, empty when it has none
 * @param stackTrace the full stack trace with causes, lines separated by '\n'
 * @param origin whether it follows from another failure
 */
public record FailureCause(ErrorCode code, String type, String message, String stackTrace, FailureOrigin origin) {

    /** A failure with {@link FailureOrigin#OWN}: it follows from no other. */
    public FailureCause(ErrorCode code, String type, String message, String stackTrace) {
        this(code, type, message, stackTrace, FailureOrigin.OWN);
    }

    /** Describes an exception: a {@link dev.weft.engine.common.WeftException} keeps its own code. */
    public static FailureCause of(ErrorCode code, Throwable failure) {
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        ErrorCode own = failure instanceof WeftException weft ? weft.code() : code;
        String message = failure.getMessage() == null ? "" : failure.getMessage();
        return new FailureCause(own, failure.getClass().getName(), message, trace.toString());
    }

    /** This failure with another origin. */
    public FailureCause from(FailureOrigin newOrigin) {
        return new FailureCause(code, type, message, stackTrace, newOrigin);
    }

    /** Whether it only follows from another failure. */
    public boolean isFollowUp() {
        return origin.culprit().isPresent();
    }

    /** One line: the exception's type and message; only the message of an exception that leaves out its type itself. */
    public String summary() {
        String line = message.lines().findFirst().orElse("").strip();
        if (line.isEmpty()) {
            return type;
        }
        return stackTrace.startsWith(type) ? type + ": " + line : line;
    }
}
