package dev.weft.engine.protocol;

import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.Payload;
import dev.weft.engine.common.WeftException;
import dev.weft.runtime.execution.SuppressRestartsException;
import java.util.List;
import java.util.stream.Stream;

/**
 * Serializable description of an exception. All that is shown of it is text, so that a process without the user's classes
 * can show it; the exception itself travels along unread, for the program that waits for the job.
 *
 * @param code who has to act
 * @param type the exception's class name
 * @param message the exception's message, empty when it has none
 * @param stackTrace the full stack trace with causes, lines separated by '\n'
 * @param origin whether it follows from another failure
 * @param exception the exception with its causes, as {@link ExceptionCodec} writes it; may be empty
 */
public record FailureCause(
        ErrorCode code, String type, String message, String stackTrace, FailureOrigin origin, Payload exception) {

    /** Causes may form a ring. */
    private static final int MOST_CAUSES = 100;

    /** A failure with {@link FailureOrigin#OWN}, known by its text only: it follows from no other. */
    public FailureCause(ErrorCode code, String type, String message, String stackTrace) {
        this(code, type, message, stackTrace, FailureOrigin.OWN);
    }

    /** A failure that is known by its text only. */
    public FailureCause(ErrorCode code, String type, String message, String stackTrace, FailureOrigin origin) {
        this(code, type, message, stackTrace, origin, ExceptionCodec.NONE);
    }

    /**
     * Describes an exception: a {@link dev.weft.engine.common.WeftException} keeps its own code; the user's code may say that no restart can
     * help. A message or stack trace that is too long for a control message loses its middle.
     */
    public static FailureCause of(ErrorCode code, Throwable failure) {
        return new FailureCause(
                codeOf(code, failure),
                failure.getClass().getName(),
                ExceptionText.message(failure),
                ExceptionText.stackTrace(failure),
                FailureOrigin.OWN,
                ExceptionCodec.encode(failure));
    }

    private static ErrorCode codeOf(ErrorCode code, Throwable failure) {
        if (failure instanceof WeftException weft) {
            return weft.code();
        }
        return code == ErrorCode.USER_CODE && suppressesRestarts(failure) ? ErrorCode.UNRECOVERABLE : code;
    }

    private static boolean suppressesRestarts(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(MOST_CAUSES)
                .anyMatch(cause -> cause instanceof SuppressRestartsException);
    }

    /** This failure with another origin. */
    public FailureCause from(FailureOrigin newOrigin) {
        return new FailureCause(code, type, message, stackTrace, newOrigin, exception);
    }

    /** This failure with another code and message. */
    public FailureCause with(ErrorCode newCode, String newMessage) {
        return new FailureCause(newCode, type, newMessage, stackTrace, origin, exception);
    }

    /** This failure as text only. */
    public FailureCause withoutException() {
        return new FailureCause(code, type, message, stackTrace, origin);
    }

    /** An exception that prints as this failure did. */
    public Throwable described() {
        return new DescribedException(stackTrace.strip(), message, List.of(), null);
    }

    /** Whether it only follows from another failure. */
    public boolean isFollowUp() {
        return origin.culprit().isPresent();
    }

    /**
     * One line: the exception's type and message; only the message of an exception that leaves out its type itself, and of
     * the engine's own, whose message is the whole story.
     */
    public String summary() {
        String line = message.lines().findFirst().orElse("").strip();
        if (line.isEmpty()) {
            return type;
        }
        return stackTrace.startsWith(type) && !type.equals(WeftException.class.getName()) ? type + ": " + line : line;
    }
}
