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

    /**
     * How sources of a group wait for each other.
     *
     * @param maxAllowedWatermarkDrift how far a source may be ahead of the slowest one, in milliseconds
     * @param watermarkGroup names the group
     * @param updateInterval how often sources tell how far they are, in milliseconds
     */
    public WatermarkAlignmentParams(long maxAllowedWatermarkDrift, String watermarkGroup, long updateInterval) {
        this.maxAllowedWatermarkDriftMs = maxAllowedWatermarkDrift;
        this.watermarkGroup = watermarkGroup;
        this.updateIntervalMs = updateInterval;
    }

    /** Whether sources wait for each other at all. */
    public boolean isEnabled() {
        return maxAllowedWatermarkDriftMs < Long.MAX_VALUE;
    }

    /** How far a source may be ahead of the slowest one, in milliseconds. */
    public long getMaxAllowedWatermarkDrift() {
        return maxAllowedWatermarkDriftMs;
    }

    /** The name of the group. */
    public String getWatermarkGroup() {
        return watermarkGroup;
    }

    /** How often sources tell how far they are, in milliseconds. */
    public long getUpdateInterval() {
        return updateIntervalMs;
    }
}
