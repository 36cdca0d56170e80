package dev.weft.configuration;

import dev.weft.api.common.RuntimeExecutionMode;
import java.time.Duration;

/** Options that say how a program is executed. */
public class ExecutionOptions {
    public static final long DISABLED_NETWORK_BUFFER_TIMEOUT = -1L;
    public static final long FLUSH_AFTER_EVERY_RECORD = 0L;

    public static final ConfigOption<RuntimeExecutionMode> RUNTIME_MODE = ConfigOptions.key("execution.runtime-mode")
            .enumType(RuntimeExecutionMode.class)
            .defaultValue(RuntimeExecutionMode.STREAMING)
            .withDescription(
                    "Whether results are updated as elements come, or given once at the end of bounded input.");

    public static final ConfigOption<Boolean> BUFFER_TIMEOUT_ENABLED = ConfigOptions.key(
                    "execution.buffer-timeout.enabled")
            .booleanType()
            .defaultValue(true)
            .withDescription("Whether buffers are also sent before they are full.");

    public static final ConfigOption<Duration> BUFFER_TIMEOUT = ConfigOptions.key("execution.buffer-timeout.interval")
            .durationType()
            .defaultValue(Duration.ofMillis(100))
            .withDeprecatedKeys("execution.buffer-timeout")
            .withDescription("The longest time that an element waits in a buffer; 0 sends each at once.");

    private ExecutionOptions() {}
}
