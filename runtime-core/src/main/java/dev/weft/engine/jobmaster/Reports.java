package dev.weft.engine.jobmaster;

import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.ExecutorId;
import dev.weft.engine.protocol.FailureCause;
import dev.weft.engine.view.JobView.Failure;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/** Builds failure reports for losses that no task reports itself, and formats any failure as one line. Pure. */
final class Reports {

    private Reports() {}

    static Failure ofJob(long nowMs, ErrorCode code, Throwable failure) {
        return new Failure(nowMs, FailureCause.of(code, failure), Optional.empty(), Optional.empty(), Optional.empty());
    }

    static Failure ofEnumerator(long nowMs, String source, Throwable failure) {
        Throwable told = failure instanceof UncheckedIOException io ? io.getCause() : failure;
        return new Failure(
                nowMs,
                FailureCause.of(ErrorCode.USER_CODE, told),
                Optional.of(source),
                Optional.empty(),
                Optional.empty());
    }

    /** @param there the attempts that were placed on the executor */
    static Failure loss(long nowMs, FailureCause cause, ExecutorId executor, List<Execution> there) {
        Optional<String> endpoint = there.stream()
                .map(Execution::slot)
                .flatMap(Optional::stream)
                .findFirst()
                .map(Slot::endpoint);
        return new Failure(nowMs, cause, Optional.empty(), Optional.of(executor), endpoint);
    }

    static FailureCause unaskedCancel(Execution execution) {
        return FailureCause.of(
                ErrorCode.INTERNAL,
                new IllegalStateException(
                        "task " + execution.name() + " was cancelled by its executor without being asked to"));
    }

    static FailureCause withoutCause() {
        return FailureCause.of(ErrorCode.INTERNAL, new IllegalStateException("task failed and gave no cause"));
    }

    /** One line: where, and what. */
    static String describe(Failure failure) {
        return failure.task().map(name -> name + ": ").orElse("")
                + failure.cause().summary();
    }
}
