package dev.weft.benchmarks.exchange;

import dev.weft.engine.common.Machine;
import dev.weft.engine.exchange.ExchangeSettings;
import dev.weft.engine.rpc.Secret;
import dev.weft.engine.taskexecutor.task.TaskEngine;
import dev.weft.engine.taskexecutor.task.TaskEngineSettings;
import dev.weft.engine.taskexecutor.task.ThreadedTaskEngine;
import dev.weft.engine.transport.BindAddress;
import dev.weft.engine.transport.Transport;
import java.time.Duration;
import java.util.Locale;

/** The transports between two executors that are compared. */
enum Way {
    TCP(false),
    SHARED(true);

    private final boolean shareMemory;

    Way(boolean shareMemory) {
        this.shareMemory = shareMemory;
    }

    /** An executor of its own for each way, in each of the two processes. */
    TaskEngine engine(Secret secret) {
        ExchangeSettings settings = new ExchangeSettings(
                64 << 20,
                32 << 10,
                128 << 20,
                shareMemory,
                BindAddress.anyPort("127.0.0.1"),
                secret,
                1,
                Duration.ofSeconds(10),
                Duration.ofSeconds(30));
        return new ThreadedTaskEngine(
                new TaskEngineSettings(settings, "localhost"), Machine.system(), Transport.tcp(), message -> {});
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
