package dev.weft.engine.jobmaster.checkpoint;

import dev.weft.engine.common.ExecutionAttemptId;
import dev.weft.engine.jobmaster.checkpoint.PendingCheckpoint.Part;
import dev.weft.engine.protocol.CheckpointTimings;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Texts about checkpoints for logs and failures. Pure. */
final class CheckpointTexts {

    /** How many tasks a line names. */
    private static final int NAMED = 5;

    private CheckpointTexts() {}

    static String tooLate(PendingCheckpoint late, Duration timeout, Function<ExecutionAttemptId, String> nameOf) {
        String what = "it was not complete after " + timeout.toMillis() + " ms: ";
        return switch (late.phase()) {
            case PREPARING ->
                what
                        + (late.directory().isEmpty()
                                ? "its directory was not made"
                                : "enumerators of sources have not given their state");
            case COLLECTING ->
                what + late.missing().size() + " of " + late.awaited()
                        + " tasks have not acknowledged: " + names(late.missing(), nameOf)
                        + slowest(late.parts(), nameOf, "; the slowest of the others was ");
            case STORING -> what + "its metadata was not written";
        };
    }

    private static String names(Set<ExecutionAttemptId> tasks, Function<ExecutionAttemptId, String> nameOf) {
        String named = tasks.stream().limit(NAMED).map(nameOf).collect(Collectors.joining(", "));
        return tasks.size() > NAMED ? named + " and " + (tasks.size() - NAMED) + " more" : named;
    }

    /** What it took, naming the slowest task. */
    static String complete(PendingCheckpoint done, long tookMs, Function<ExecutionAttemptId, String> nameOf) {
        long state = sum(done.parts(), CheckpointTimings::stateBytes);
        long stored = sum(done.parts(), CheckpointTimings::storedBytes);
        return "in " + tookMs + " ms, " + state + " bytes of state, " + stored + " bytes written"
                + slowest(done.parts(), nameOf, "; the slowest task was ");
    }

    private static long sum(Map<ExecutionAttemptId, Part> parts, Function<CheckpointTimings, Long> size) {
        return parts.values().stream()
                .mapToLong(part -> size.apply(part.timings()))
                .sum();
    }

    private static String slowest(
            Map<ExecutionAttemptId, Part> parts, Function<ExecutionAttemptId, String> nameOf, String before) {
        return parts.entrySet().stream()
                .max(Comparator.comparingLong(each -> each.getValue().acknowledgedMs()))
                .map(each -> before + nameOf.apply(each.getKey()) + " "
                        + phases(each.getValue().timings()))
                .orElse("");
    }

    static String phases(CheckpointTimings timings) {
        return "(start delay " + timings.startDelayMs() + " ms, alignment " + timings.alignmentMs() + " ms, stopped "
                + timings.syncMs() + " ms, written in " + timings.asyncMs() + " ms"
                + (timings.unaligned() ? ", unaligned)" : ")");
    }
}
