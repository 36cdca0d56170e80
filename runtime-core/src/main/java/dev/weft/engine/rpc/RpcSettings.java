package dev.weft.engine.rpc;

import dev.weft.configuration.Configuration;
import dev.weft.configuration.ReadableConfig;
import dev.weft.engine.configuration.NetworkOptions;
import java.time.Duration;

/**
 * Frame size and timeouts of control connections.
 *
 * @param maxFrameBytes largest message, at least 1024; both sides refuse larger ones
 * @param connectTimeout how long one attempt to connect may take
 * @param proofTimeout how long a peer may take to prove that it knows the secret
 */
public record RpcSettings(int maxFrameBytes, Duration connectTimeout, Duration proofTimeout) {

    public RpcSettings {
        if (maxFrameBytes < 1024) {
            throw new IllegalArgumentException("the largest frame must have at least 1024 bytes, not " + maxFrameBytes);
        }
    }

    /** Frames as configured by {@code rpc.max-frame-size}; 5 s to connect, 5 s to prove. */
    public static RpcSettings of(ReadableConfig configuration) {
        long maxFrame = configuration.get(NetworkOptions.MAX_FRAME).getBytes();
        return new RpcSettings(Math.toIntExact(maxFrame), Duration.ofSeconds(5), Duration.ofSeconds(5));
    }

    /** The settings of an empty configuration. */
    public static RpcSettings defaults() {
        return of(new Configuration());
    }
}
