package dev.weft.engine.taskexecutor.task;

import dev.weft.engine.exchange.ExchangeSettings;
import java.time.Duration;

/**
 * How an executor runs tasks.
 *
 * @param exchange how records travel between executors
 * @param host the name of this executor's host, which source readers tell their enumerators
 * @param cancelInterrupts time between two interrupts of a cancelled task that does not end
 * @param cancelTimeout after this long a cancelled task that does not end is reported to the {@link TaskEngineFaults};
 *     zero = never
 */
public record TaskEngineSettings(
        ExchangeSettings exchange, String host, Duration cancelInterrupts, Duration cancelTimeout) {

    /** Interrupts every second, gives up after three minutes. */
    public TaskEngineSettings(ExchangeSettings exchange, String host) {
        this(exchange, host, Duration.ofSeconds(1), Duration.ofMinutes(3));
    }
}
