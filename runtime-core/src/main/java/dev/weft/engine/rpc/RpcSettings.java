package dev.weft.engine.rpc;

import java.time.Duration;

/**
 * Limits of control connections.
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

    /** 64 MiB frames, 5 s to connect, 5 s to prove. */
    public static RpcSettings defaults() {
        return new RpcSettings(64 << 20, Duration.ofSeconds(5), Duration.ofSeconds(5));
    }
}
