package dev.weft.streaming.runtime.watermarkstatus;

import dev.weft.streaming.runtime.streamrecord.StreamElement;

/** Says whether watermarks need to wait for a stream. Immutable. */
public final class WatermarkStatus extends StreamElement {
    public static final int IDLE_STATUS = -1;
    public static final int ACTIVE_STATUS = 0;
    public static final WatermarkStatus IDLE = new WatermarkStatus(IDLE_STATUS);
    public static final WatermarkStatus ACTIVE = new WatermarkStatus(ACTIVE_STATUS);

    private final int status;

    public WatermarkStatus(int status) {
        if (status != IDLE_STATUS && status != ACTIVE_STATUS) {
            throw new IllegalArgumentException("the status of a stream is " + status + ", it must be " + IDLE_STATUS
                    + " (idle) or " + ACTIVE_STATUS + " (active)");
        }
        this.status = status;
    }

    public boolean isIdle() {
        return status == IDLE_STATUS;
    }

    public boolean isActive() {
        return status == ACTIVE_STATUS;
    }

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
