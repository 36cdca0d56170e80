package dev.weft.engine.view;

import dev.weft.engine.common.ExecutorId;
import dev.weft.engine.protocol.ExecutorMessage.Resources;

/**
 * Immutable snapshot of a registered executor.
 *
 * @param lastHeartbeatMs epoch milliseconds of the last message from it
 */
public record ExecutorView(
        ExecutorId id,
        String host,
        int dataPort,
        int slots,
        int freeSlots,
        long lastHeartbeatMs,
        Resources resources) {}
