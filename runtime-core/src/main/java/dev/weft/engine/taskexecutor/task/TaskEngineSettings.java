package dev.weft.engine.taskexecutor.task;

import dev.weft.engine.exchange.ExchangeSettings;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Settings of the task engine.
 *
 * @param exchange how records travel between executors
 * @param managedBytesPerSlot memory outside the heap that the state backends of a slot may take
 * @param stateDirectory where on this machine state goes that does not fit into memory; it must exist
 * @param host the name of this executor's host, which source readers tell their enumerators
 * @param ownProcess whether the process is the executor's alone, and sized by its options; else it is a program's
 * @param cancelInterrupts time between two interrupts of a cancelled task that does not end
 * @param cancelTimeout after this long a cancelled task that does not end is reported to the {@link TaskEngineFaults};
 *     zero = never
 */
public record TaskEngineSettings(
        ExchangeSettings exchange,
        long managedBytesPerSlot,
        Path stateDirectory,
        String host,
        boolean ownProcess,
        Duration cancelInterrupts,
        Duration cancelTimeout) {

    private static final long LOCAL_MANAGED_BYTES = 128L << 20;

    /**
     * For a cluster inside a program's process: 128 MB per slot, the machine's temporary directory, an interrupt every
     * second, giving up after three minutes.
     */
    public TaskEngineSettings(ExchangeSettings exchange, String host) {
        this(
                exchange,
                LOCAL_MANAGED_BYTES,
                Path.of(System.getProperty("java.io.tmpdir")),
                host,
                false,
                Duration.ofSeconds(1),
                Duration.ofMinutes(3));
    }
}
