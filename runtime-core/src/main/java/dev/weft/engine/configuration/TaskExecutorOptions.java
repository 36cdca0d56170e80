package dev.weft.engine.configuration;

import dev.weft.configuration.ConfigOption;
import java.time.Duration;

/** Options of a TaskExecutor: slots, heartbeats, timeouts. */
public final class TaskExecutorOptions {

    static final OptionSection SECTION = new OptionSection("TaskExecutors (TaskManagers)");

    public static final ConfigOption<Integer> SLOTS = SECTION.integer("taskmanager.numberOfTaskSlots")
            .between(1, 1024)
            .does("Number of slots of one TaskExecutor; a slot runs one subtask of every operator of a job.")
            .defaultsTo(1);

    public static final ConfigOption<Duration> REGISTRATION_TIMEOUT = SECTION.duration(
                    "taskmanager.registration.timeout")
            .atLeast(Duration.ofSeconds(1))
            .does("Time after which a TaskExecutor that the JobManager did not accept stops itself.")
            .defaultsTo(Duration.ofMinutes(5));

    public static final ConfigOption<Duration> HEARTBEAT_INTERVAL = SECTION.duration("heartbeat.interval")
            .atLeast(Duration.ofMillis(10))
            .does("Time between two heartbeats of the JobManager and a TaskExecutor, in both directions.")
            .defaultsTo(Duration.ofSeconds(10));

    public static final ConfigOption<Duration> HEARTBEAT_TIMEOUT = SECTION.duration("heartbeat.timeout")
            .atLeast(Duration.ofMillis(20))
            .does("Silence after which the other side is taken for lost; a TaskExecutor then stops itself.")
            .defaultsTo(Duration.ofSeconds(50));

    private TaskExecutorOptions() {}
}
