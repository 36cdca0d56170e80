package dev.weft.engine.exchange;

import dev.weft.engine.rpc.Secret;
import dev.weft.engine.transport.BindAddress;
import java.time.Duration;

/**
 * Settings of the data exchange of an executor.
 *
 * @param networkBytes bound of the memory in network buffers; touched only as far as it is used
 * @param bufferBytes size of one buffer, at least 1024; equal on all executors of an application
 * @param maxRecordBytes the most bytes of one record that goes to another executor
 * @param shareMemory whether executors on one host read each other's buffers in place, where the system allows that
 * @param bind where to listen
 * @param secret the application's secret, which both ends of a connection must prove to know
 * @param ioThreads threads that serve connections, at least 1
 * @param connectTimeout how long a connection may take to be made and proven
 * @param producerTimeout how long a consumer waits for its producer to appear on the other executor
 */
public record ExchangeSettings(
        long networkBytes,
        int bufferBytes,
        int maxRecordBytes,
        boolean shareMemory,
        BindAddress bind,
        Secret secret,
        int ioThreads,
        Duration connectTimeout,
        Duration producerTimeout) {

    public ExchangeSettings {
        if (bufferBytes < 1024) {
            throw new IllegalArgumentException("a network buffer has at least 1024 bytes, not " + bufferBytes);
        }
        if (ioThreads < 1) {
            throw new IllegalArgumentException("ioThreads must be >= 1, not " + ioThreads);
        }
    }

    /** Loopback, any port, 64 MB in buffers of 32 KB: for tests and in-process clusters. */
    public static ExchangeSettings local(Secret secret) {
        return new ExchangeSettings(
                64L << 20,
                32 << 10,
                128 << 20,
                true,
                BindAddress.anyPort("127.0.0.1"),
                secret,
                1,
                Duration.ofSeconds(10),
                Duration.ofSeconds(30));
    }
}
