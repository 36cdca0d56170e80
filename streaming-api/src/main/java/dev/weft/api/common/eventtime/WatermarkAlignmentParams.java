package dev.weft.api.common.eventtime;

import java.io.Serializable;

/** How far sources of a group may run ahead of each other. Immutable. */
public final class WatermarkAlignmentParams implements Serializable {
    private static final long serialVersionUID = 1L;

    public static final WatermarkAlignmentParams WATERMARK_ALIGNMENT_DISABLED =
            new WatermarkAlignmentParams(Long.MAX_VALUE, "", 0);

    private final long maxAllowedWatermarkDriftMs;
    private final String watermarkGroup;
    private final long updateIntervalMs;

    public WatermarkAlignmentParams(long maxAllowedWatermarkDrift, String watermarkGroup, long updateInterval) {
        this.maxAllowedWatermarkDriftMs = maxAllowedWatermarkDrift;
        this.watermarkGroup = watermarkGroup;
        this.updateIntervalMs = updateInterval;
    }

    public boolean isEnabled() {
        return maxAllowedWatermarkDriftMs < Long.MAX_VALUE;
    }

    public long getMaxAllowedWatermarkDrift() {
        return maxAllowedWatermarkDriftMs;
    }

    public String getWatermarkGroup() {
        return watermarkGroup;
    }

    public long getUpdateInterval() {
        return updateIntervalMs;
    }
}
