package dev.weft.streaming.runtime.watermarkstatus;

import dev.weft.streaming.runtime.streamrecord.StreamElement;

/** Says whether watermarks need to wait for a stream. Immutable. */
public final class WatermarkStatus extends StreamElement {
    public static final int IDLE_STATUS = -1;
    public static final int ACTIVE_STATUS = 0;
    /** The stream pauses: watermarks do not wait for it. */
    public static final WatermarkStatus IDLE = new WatermarkStatus(IDLE_STATUS);
    /** The stream takes part in watermarks. */
    public static final WatermarkStatus ACTIVE = new WatermarkStatus(ACTIVE_STATUS);

    private final int status;

    /**
     * A status by its number.
     *
     * @throws IllegalArgumentException if it is neither {@link #IDLE_STATUS} nor {@link #ACTIVE_STATUS}
     */
    public WatermarkStatus(int status) {
        if (status != IDLE_STATUS && status != ACTIVE_STATUS) {
            throw new IllegalArgumentException("the status of a stream is " + status + ", it must be " + IDLE_STATUS
                    + " (idle) or " + ACTIVE_STATUS + " (active)");
        }
        this.status = status;
    }

    /** Whether the stream pauses. */
    public boolean isIdle() {
        return status == IDLE_STATUS;
    }

    /** Whether the stream takes part in watermarks. */
    public boolean isActive() {
        return status == ACTIVE_STATUS;
    }

    /** {@link #IDLE_STATUS} or {@link #ACTIVE_STATUS}. */
    public int getStatus() {
        return status;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof WatermarkStatus that && that.status == status;
    }

    @Override
    public int hashCode() {
        return status;
    }

    @Override
    public String toString() {
        return isIdle() ? "idle" : "active";
    }
}
