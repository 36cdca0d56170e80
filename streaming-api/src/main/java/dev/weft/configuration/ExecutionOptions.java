package dev.weft.configuration;

import dev.weft.api.common.RuntimeExecutionMode;
import java.time.Duration;

/** Options that say how a program is executed. */
public class ExecutionOptions {
    /** Buffer timeout that sends a buffer only when it is full. */
    public static final long DISABLED_NETWORK_BUFFER_TIMEOUT = -1L;
    /** Buffer timeout that sends a buffer after each record. */
    public static final long FLUSH_AFTER_EVERY_RECORD = 0L;

    /** Whether the program runs as a stream, which is the default, as a batch, or as its sources suggest. */
    public static final ConfigOption<RuntimeExecutionMode> RUNTIME_MODE = ConfigOptions.key("execution.runtime-mode")
            .enumType(RuntimeExecutionMode.class)
            .defaultValue(RuntimeExecutionMode.STREAMING)
            .withDescription(
                    "Whether results are updated as elements come, or given once at the end of bounded input.");

    /** Whether buffers are sent before they are full; {@link #BUFFER_TIMEOUT} says when. True by default. */
    public static final ConfigOption<Boolean> BUFFER_TIMEOUT_ENABLED = ConfigOptions.key(
                    "execution.buffer-timeout.enabled")
            .booleanType()
            .defaultValue(true)
            .withDescription("Whether buffers are also sent before they are full.");

    /**
     * The longest time that a record waits in a buffer before it is sent; 0 sends each record at once. 100 ms by default;
     * shorter means less delay and less throughput.
     */
    public static final ConfigOption<Duration> BUFFER_TIMEOUT = ConfigOptions.key("execution.buffer-timeout.interval")
            .durationType()
            .defaultValue(Duration.ofMillis(100))
            .withDeprecatedKeys("execution.buffer-timeout")
            .withDescription("The longest time that an element waits in a buffer; 0 sends each at once.");

    /** Whether the state in checkpoints and savepoints is compressed; false by default. */
    public static final ConfigOption<Boolean> SNAPSHOT_COMPRESSION = ConfigOptions.key(
                    "execution.checkpointing.snapshot-compression")
            .booleanType()
            .defaultValue(false)
            .withDescription("Whether the state in checkpoints and savepoints is compressed.");

    private ExecutionOptions() {}
}
