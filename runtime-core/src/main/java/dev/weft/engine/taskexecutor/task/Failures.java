package dev.weft.engine.taskexecutor.task;

import dev.weft.engine.checkpoint.UnusableStorageException;
import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.configuration.OutOfMemory;
import dev.weft.engine.exchange.PeerLostException;
import dev.weft.engine.exchange.UserCodeFailure;
import dev.weft.engine.protocol.FailureCause;
import dev.weft.engine.protocol.FailureOrigin;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Classifies the exceptions of a task by who has to act: the user, the operator of the cluster, or nobody because
 * another task failed first.
 *
 * @param task its name
 * @param ownProcess whether the executor has a process of its own
 */
record Failures(String task, boolean ownProcess) {

    private static final Pattern ENGINE = Pattern.compile("dev\\.weft\\.(engine|api)\\.");

    /**
     * The failure report for the JobMaster. The user's own exception comes first, with the operator's name in the
     * message.
     */
    FailureCause causeOf(Throwable failure) {
        if (failure instanceof UserCodeFailure user) {
            return ofUserCode(user);
        }
        if (failure instanceof VirtualMachineError error) {
            return ofMachine(error, "in task '" + task + "'");
        }
        return classified(ErrorCode.INTERNAL, failure);
    }

    private static FailureCause classified(ErrorCode code, Throwable failure) {
        FailureCause cause = FailureCause.of(code, failure);
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof UnusableStorageException) {
                return cause.with(ErrorCode.DAMAGED_STATE, cause.message());
            }
        }
        return cause;
    }

    /** As {@link #causeOf(Throwable)}, for a task that may have failed only because another one did. */
    FailureCause causeOf(Throwable failure, Optional<FailureOrigin> followsFrom) {
        if (followsFrom.isEmpty()) {
            return causeOf(failure);
        }
        Throwable told =
                PeerLostException.in(failure).map(lost -> (Throwable) lost).orElse(failure);
        return FailureCause.of(ErrorCode.CONNECTION_LOST, told)
                .withoutException()
                .from(followsFrom.get());
    }

    private FailureCause ofUserCode(UserCodeFailure failure) {
        Throwable thrown = failure.getCause();
        String where = "in operator '" + failure.operator() + "' of task '" + task + "'"
                + (failure.when().isEmpty() ? "" : " " + failure.when());
        if (thrown instanceof VirtualMachineError error) {
            return ofMachine(error, where);
        }
        FailureCause cause = classified(ErrorCode.USER_CODE, thrown);
        String message = withPlace(cause.message(), where) + hint(thrown);
        return cause.with(cause.code(), message);
    }

    /** A hint for exceptions that user code causes but that occur later, outside of it. */
    private static String hint(Throwable thrown) {
        StackTraceElement[] frames = thrown.getStackTrace();
        if (frames.length == 0 || !ENGINE.matcher(frames[0].getClassName()).lookingAt()) {
            return "";
        }
        if (thrown instanceof ClassCastException) {
            return "; a function gave another type than its stream has: look for unchecked casts, raw types and a wrong"
                    + " returns(...)";
        }
        return thrown instanceof NullPointerException
                        && frames[0].getClassName().contains(".typeutils.")
                ? "; a function gave null, or a record with a null field, which this type cannot hold: filter it out"
                : "";
    }

    private FailureCause ofMachine(VirtualMachineError error, String where) {
        FailureCause cause = FailureCause.of(ErrorCode.USER_CODE, error);
        if (error instanceof OutOfMemoryError) {
            OutOfMemory kind = OutOfMemory.find(error.toString()).orElse(OutOfMemory.OTHER);
            String advice = ownProcess
                    ? kind.advice(OutOfMemory.Process.TASKMANAGER)
                    : kind.adviceToProgram(Runtime.getRuntime().maxMemory());
            return cause.with(ErrorCode.INSUFFICIENT_RESOURCES, cause.message() + " " + where + "; " + advice);
        }
        return cause.with(ErrorCode.USER_CODE, withPlace(cause.message(), where));
    }

    private static String withPlace(String message, String where) {
        String first = message.lines().findFirst().orElse("").strip();
        return first.isEmpty() ? where : first + " (" + where + ")";
    }
}
