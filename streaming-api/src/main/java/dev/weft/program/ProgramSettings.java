package dev.weft.program;

import dev.weft.api.common.ExecutionConfig;
import dev.weft.api.common.RuntimeExecutionMode;
import dev.weft.configuration.Configuration;
import java.io.Serializable;
import java.util.Objects;

/**
 * Execution settings of a program.
 *
 * @param mode STREAMING or BATCH once a program is translated; AUTOMATIC is resolved then
 * @param defaultParallelism the parallelism of nodes for which none was set, at least 1
 * @param maxParallelism the number of key groups, or -1 to derive it
 * @param chaining whether neighbouring nodes may share a task at all
 * @param objectReuse whether elements go from function to function without a copy
 * @param bufferTimeoutMs the longest time that an element waits in a buffer; 0 sends each at once, -1 only full buffers
 * @param configuration all settings of the environment
 * @param executionConfig the settings that functions can see
 */
public record ProgramSettings(
        RuntimeExecutionMode mode,
        int defaultParallelism,
        int maxParallelism,
        boolean chaining,
        boolean objectReuse,
        long bufferTimeoutMs,
        Configuration configuration,
        ExecutionConfig executionConfig)
        implements Serializable {
    public ProgramSettings {
        Objects.requireNonNull(mode, "mode");
        Objects.requireNonNull(configuration, "configuration");
        Objects.requireNonNull(executionConfig, "executionConfig");
        if (defaultParallelism < 1) {
            throw new IllegalArgumentException(
                    "the default parallelism is " + defaultParallelism + ", it must be at least 1");
        }
        if (maxParallelism < 1 && maxParallelism != -1) {
            throw new IllegalArgumentException(
                    "the maximum parallelism is " + maxParallelism + ", it must be at least 1, or -1 to be derived");
        }
        if (bufferTimeoutMs < -1) {
            throw new IllegalArgumentException("the buffer timeout is " + bufferTimeoutMs
                    + " ms, it must be at least 0, or -1 to send full buffers only");
        }
    }
}
