package dev.weft.engine.configuration;

import dev.weft.configuration.ConfigOption;
import java.time.Duration;

/** Options for requesting, awaiting and releasing workers. */
public final class ResourceOptions {

    static final OptionSection SECTION = new OptionSection("Slots and workers");

    public static final ConfigOption<Duration> SLOT_REQUEST_TIMEOUT = SECTION.duration("slot.request.timeout")
            .atLeast(Duration.ofSeconds(1))
            .does("Time that a job waits for its slots before it fails.")
            .defaultsTo(Duration.ofMinutes(5));

    public static final ConfigOption<Duration> IDLE_WORKER_TIMEOUT = SECTION.duration(
                    "resourcemanager.taskmanager-timeout")
            .atLeast(Duration.ZERO)
            .does("Time after which an idle TaskExecutor is released.")
            .defaultsTo(Duration.ofSeconds(30));

    public static final ConfigOption<Duration> WORKER_REGISTRATION_TIMEOUT = SECTION.duration(
                    "resourcemanager.taskmanager-registration.timeout")
            .atLeast(Duration.ofSeconds(1))
            .does("Time that a started TaskExecutor has to register before it is replaced.")
            .defaultsTo(Duration.ofMinutes(5));

    public static final ConfigOption<Float> MAX_START_FAILURES = SECTION.fraction(
                    "resourcemanager.start-worker.max-failure-rate")
            .atLeast(1f)
            .does("TaskExecutors that may end by their own fault within a minute; with more, the application fails.")
            .defaultsTo(10f);

    private ResourceOptions() {}
}
