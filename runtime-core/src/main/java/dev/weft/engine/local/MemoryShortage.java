package dev.weft.engine.local;

import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.WeftException;
import dev.weft.engine.configuration.OutOfMemory;
import dev.weft.engine.view.JobView;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Error messages for a program whose JVM runs out of memory. Any allocation may be the one that fails then, also one of
 * the engine, so the message names the running tasks and the JVM's limit instead of the failing code. Stateless.
 */
final class MemoryShortage {

    private MemoryShortage() {}

    static boolean isTold(JobView.Failure failure) {
        return OutOfMemory.find(failure.cause().summary()).isPresent();
    }

    /**
     * Replaces an engine failure that was caused by a lack of memory with one that says so; returns any other as it is.
     */
    static WeftException behind(WeftException failure, Optional<JobView> job) {
        String told = String.valueOf(failure.getMessage());
        return OutOfMemory.find(told).isEmpty()
                ? failure
                : new WeftException(ErrorCode.INSUFFICIENT_RESOURCES, words(told, job), failure);
    }

    /** @param told a message that contains the JVM's own error text */
    static String words(String told, Optional<JobView> job) {
        String tasks = job.map(view -> view.vertices().stream()
                        .map(vertex -> "'" + vertex.name() + "'")
                        .collect(Collectors.joining(", ", " while it ran the tasks ", "")))
                .orElse("");
        return OutOfMemory.jvmMessage(told).orElse(told) + tasks + "; "
                + OutOfMemory.find(told)
                        .orElse(OutOfMemory.OTHER)
                        .adviceToProgram(Runtime.getRuntime().maxMemory());
    }
}
