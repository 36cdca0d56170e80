package dev.weft.engine.configuration;

import dev.weft.engine.configuration.ConfigurationFile.Entry;
import java.util.Map;
import java.util.Optional;

/**
 * Migration of keys from older releases: keys whose values must be converted, and keys without meaning today. A key that
 * was only renamed is declared at its option.
 */
final class FormerKeys {

    /** Keys whose values were plain numbers of megabytes. */
    private static final Map<String, String> IN_MEGABYTES = Map.of(
            "taskmanager.heap.mb", "taskmanager.memory.process.size",
            "jobmanager.heap.mb", "jobmanager.memory.process.size");

    private static final String OVERHEAD =
            "the part of a container that is not heap is set by taskmanager.memory.jvm-overhead.* now";

    private static final String HEARTBEATS = "heartbeats to YARN pace themselves by what is awaited now";

    private static final Map<String, String> WITHOUT_EFFECT = Map.of(
            "containerized.heap-cutoff-ratio", OVERHEAD,
            "containerized.heap-cutoff-min", OVERHEAD,
            "taskmanager.memory.off-heap", "managed memory is always outside the heap now",
            "taskmanager.memory.preallocate", "managed memory is taken when it is needed now",
            "yarn.maximum-failed-containers", "lost containers are replaced as long as the job may restart now",
            "yarn.reallocate-failed", "lost containers are always replaced now",
            "yarn.heartbeat-delay", HEARTBEATS,
            "yarn.heartbeat.interval", HEARTBEATS,
            "yarn.heartbeat.container-request-interval", HEARTBEATS);

    private FormerKeys() {}

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
