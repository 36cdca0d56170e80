package dev.weft.engine.local;

import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.WeftException;
import dev.weft.engine.configuration.OutOfMemory;
import dev.weft.engine.view.JobView;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Words for a program whose JVM runs out of memory. Whatever asks for memory next fails then, be it a part of the engine: what
 * helps is which tasks there are and what the JVM may have. Stateless.
 */
final class MemoryShortage {

    private MemoryShortage() {}

    static boolean isTold(JobView.Failure failure) {
        return OutOfMemory.find(failure.cause().summary()).isPresent();
    }

    /** The failure of the engine as the shortage that it comes from, if it comes from one. */
    static WeftException behind(WeftException failure, Optional<JobView> job) {
        String told = String.valueOf(failure.getMessage());
        return OutOfMemory.find(told).isEmpty()
                ? failure
                : new WeftException(ErrorCode.INSUFFICIENT_RESOURCES, words(told, job), failure);
    }

    /** @param told has the JVM's own words in it */
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
