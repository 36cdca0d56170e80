package dev.weft.api.common.eventtime;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Combines the watermarks of several parts of an input, such as partitions, into those of one output: the lowest one of
 * the parts that are not idle; it never goes back. The output is idle when all parts are. For one thread.
 */
public class WatermarkOutputMultiplexer {

    /** Told when the watermark of one part has gone on. */
    @FunctionalInterface
    public interface WatermarkUpdateListener {
        /** Told when the watermark of the part has moved forward. */
        void onWatermarkUpdate(long watermark);
    }

    private final WatermarkOutput underlyingOutput;
    private final Map<String, Part> parts = new HashMap<>();
    private long combined = Long.MIN_VALUE;
    private boolean idle;

    /** Combines the watermarks of several parts into this output. */
    public WatermarkOutputMultiplexer(WatermarkOutput underlyingOutput) {
        this.underlyingOutput = Objects.requireNonNull(underlyingOutput, "underlyingOutput");
    }

    /** A new part, which holds the others back from now on until it has a watermark or is idle. */
    public void registerNewOutput(String outputId, WatermarkUpdateListener onWatermarkUpdate) {
        Part part = new Part(Objects.requireNonNull(onWatermarkUpdate, "onWatermarkUpdate"));
        if (parts.putIfAbsent(outputId, part) != null) {
            throw new IllegalStateException("an output '" + outputId + "' is registered already");
        }
    }

    /** The part has ended; false if there is none of that name. */
    public boolean unregisterOutput(String outputId) {
        boolean known = parts.remove(outputId) != null;
        if (known) {
            combine();
        }
        return known;
    }

    /** What the part emits into when the output is to follow at once. */
    public WatermarkOutput getImmediateOutput(String outputId) {
        return new PartialOutput(part(outputId), true);
    }

    /** What the part emits into when the output is to follow with {@link #onPeriodicEmit}. */
    public WatermarkOutput getDeferredOutput(String outputId) {
        return new PartialOutput(part(outputId), false);
    }

    private Part part(String outputId) {
        Part part = parts.get(outputId);
        if (part == null) {
            throw new IllegalStateException("no output '" + outputId + "' is registered");
        }
        return part;
    }

    /** Lets the output follow what its parts have emitted. */
    public void onPeriodicEmit() {
        combine();
    }

    private void combine() {
        if (parts.isEmpty()) {
            return;
        }
        long lowest = Long.MAX_VALUE;
        boolean allIdle = true;
        for (Part part : parts.values()) {
            if (!part.idle) {
                allIdle = false;
                lowest = Math.min(lowest, part.watermark);
            }
        }
        if (allIdle) {
            if (!idle) {
                idle = true;
                underlyingOutput.markIdle();
            }
            return;
        }
        if (idle) {
            idle = false;
            underlyingOutput.markActive();
        }
        if (lowest > combined) {
            combined = lowest;
            underlyingOutput.emitWatermark(new Watermark(lowest));
        }
    }

    private static final class Part {
        private final WatermarkUpdateListener listener;
        private long watermark = Long.MIN_VALUE;
        private boolean idle;

        Part(WatermarkUpdateListener listener) {
            this.listener = listener;
        }
    }

    private final class PartialOutput implements WatermarkOutput {
        private final Part part;
        private final boolean immediate;

        PartialOutput(Part part, boolean immediate) {
            this.part = part;
            this.immediate = immediate;
        }

        @Override
        public void emitWatermark(Watermark watermark) {
            part.idle = false;
            if (watermark.getTimestamp() > part.watermark) {
                part.watermark = watermark.getTimestamp();
                part.listener.onWatermarkUpdate(part.watermark);
            }
            combineIfImmediate();
        }

        @Override
        public void markIdle() {
            part.idle = true;
            combineIfImmediate();
        }

        @Override
        public void markActive() {
            part.idle = false;
            combineIfImmediate();
        }

        private void combineIfImmediate() {
            if (immediate) {
                combine();
            }
        }
    }
}
