package dev.weft.engine.configuration;

import dev.weft.engine.configuration.ConfigurationFile.Entry;
import java.util.Map;
import java.util.Optional;

/**
 * Migration of keys from older releases: keys whose values must be converted, and keys without meaning today. A key that
 * was only renamed is declared at its option.
 */
final class DeprecatedKeys {

    /** Keys whose values were plain numbers of megabytes. */
    private static final Map<String, String> IN_MEGABYTES = Map.of(
            "taskmanager.heap.mb", "taskmanager.memory.process.size",
            "jobmanager.heap.mb", "jobmanager.memory.process.size");

    private static final String OVERHEAD =
            "the part of a container that is not heap is set by taskmanager.memory.jvm-overhead.* now";

    private static final String HEARTBEATS = "heartbeats to YARN pace themselves by what is awaited now";

    private static final String BUFFERS = "files of state are written in blocks of 64 kb now";

    private static final String BY_ITSELF = "there is nothing to choose now";

    private static final String NOTHING_LEFT_OUT = "a job always goes on with all records of its checkpoint";

    private static final Map<String, String> WITHOUT_EFFECT = Map.ofEntries(
            Map.entry("containerized.heap-cutoff-ratio", OVERHEAD),
            Map.entry("containerized.heap-cutoff-min", OVERHEAD),
            Map.entry("taskmanager.memory.off-heap", "managed memory is always outside the heap now"),
            Map.entry("taskmanager.memory.preallocate", "managed memory is taken when it is needed now"),
            Map.entry(
                    "yarn.maximum-failed-containers",
                    "lost containers are replaced as long as the job may restart now"),
            Map.entry("yarn.reallocate-failed", "lost containers are always replaced now"),
            Map.entry("yarn.heartbeat-delay", HEARTBEATS),
            Map.entry("yarn.heartbeat.interval", HEARTBEATS),
            Map.entry("yarn.heartbeat.container-request-interval", HEARTBEATS),
            Map.entry("state.backend.async", "state is always written while the task goes on now"),
            Map.entry(
                    "execution.checkpointing.file-merging.across-checkpoint-boundary",
                    "a file is closed before its checkpoint is complete"),
            Map.entry(
                    "execution.checkpointing.file-merging.max-space-amplification",
                    "a merged file stays until no checkpoint names anything in it"),
            Map.entry("execution.checkpointing.interval-during-backlog", "no source reports a backlog"),
            Map.entry("execution.state-recovery.approximate-local-recovery", NOTHING_LEFT_OUT),
            Map.entry("execution.checkpointing.approximate-local-recovery", NOTHING_LEFT_OUT),
            Map.entry("execution.state-recovery.without-channel-state.checkpoint-id", NOTHING_LEFT_OUT),
            Map.entry("execution.checkpointing.recover-without-channel-state.checkpoint-id", NOTHING_LEFT_OUT),
            Map.entry("execution.checkpointing.unaligned.interruptible-timers.enabled", BY_ITSELF),
            Map.entry("execution.checkpointing.unaligned.max-subtasks-per-channel-state-file", BY_ITSELF),
            Map.entry("execution.checkpointing.write-buffer-size", BUFFERS),
            Map.entry("state.storage.fs.write-buffer-size", BUFFERS),
            Map.entry("state.backend.fs.write-buffer-size", BUFFERS),
            Map.entry("execution.checkpointing.cleaner.parallel-mode", BY_ITSELF),
            Map.entry("state.checkpoint.cleaner.parallel-mode", BY_ITSELF));

    private DeprecatedKeys() {}

    /**
     * @param entry the setting under its present name, if it still has a meaning
     * @param warning what the user should know
     */
    record Translation(Optional<Entry> entry, String warning) {}

    static Optional<Translation> translate(Entry former) {
        String where = former.key() + " (" + former.origin() + ")";
        String key = IN_MEGABYTES.get(former.key());
        if (key != null) {
            Entry present = new Entry(key, former.value() + "m", former.origin());
            return Optional.of(new Translation(
                    Optional.of(present), where + " is now called " + key + " and taken as " + present.value()));
        }
        String reason = WITHOUT_EFFECT.get(former.key());
        return reason == null
                ? Optional.empty()
                : Optional.of(new Translation(Optional.empty(), where + " has no effect: " + reason));
    }
}
