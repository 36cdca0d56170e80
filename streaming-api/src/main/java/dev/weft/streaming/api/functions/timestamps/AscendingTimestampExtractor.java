package dev.weft.streaming.api.functions.timestamps;

import dev.weft.streaming.api.functions.AssignerWithPeriodicWatermarks;
import dev.weft.streaming.api.watermark.Watermark;
import java.io.Serializable;
import java.util.Objects;

/** For elements whose timestamps never fall within one parallel source; what to do if they do is up to a handler. */
public abstract class AscendingTimestampExtractor<T> implements AssignerWithPeriodicWatermarks<T> {
    private static final long serialVersionUID = 1L;

    private long latest = Long.MIN_VALUE;
    private MonotonyViolationHandler violationHandler = new LoggingHandler();

    /** The timestamp of the element, in milliseconds since the epoch; not below that of the element before it. */
    public abstract long extractAscendingTimestamp(T element);

    /** @param handler told of elements whose timestamp is below an earlier one; by default it is logged */
    public AscendingTimestampExtractor<T> withViolationHandler(MonotonyViolationHandler handler) {
        violationHandler = Objects.requireNonNull(handler, "handler");
        return this;
    }

    @Override
    public final long extractTimestamp(T element, long elementPrevTimestamp) {
        long timestamp = extractAscendingTimestamp(element);
        if (timestamp >= latest) {
            latest = timestamp;
        } else {
            violationHandler.handleViolation(timestamp, latest);
        }
        return timestamp;
    }

    @Override
    public final Watermark getCurrentWatermark() {
        return latest == Long.MIN_VALUE ? null : new Watermark(latest - 1);
    }

    /** What to do with an element whose timestamp is below an earlier one. */
    public interface MonotonyViolationHandler extends Serializable {
        /** Called for an element whose timestamp is below the one before it. */
        void handleViolation(long elementTimestamp, long lastTimestamp);
    }

    /** Nothing. */
    public static final class IgnoringHandler implements MonotonyViolationHandler {
        private static final long serialVersionUID = 1L;

        @Override
        public void handleViolation(long elementTimestamp, long lastTimestamp) {}
    }

    /** Fails the task. */
    public static final class FailingHandler implements MonotonyViolationHandler {
        private static final long serialVersionUID = 1L;

        @Override
        public void handleViolation(long elementTimestamp, long lastTimestamp) {
            throw new IllegalStateException("timestamp " + elementTimestamp + " is below " + lastTimestamp
                    + ", which came before it: the timestamps are not ascending; if elements may come late, use"
                    + " WatermarkStrategy.forBoundedOutOfOrderness(...)");
        }
    }

    /** Writes a line to the log. */
    public static final class LoggingHandler implements MonotonyViolationHandler {
        private static final long serialVersionUID = 1L;
        private static final System.Logger LOG = System.getLogger(AscendingTimestampExtractor.class.getName());

        @Override
        public void handleViolation(long elementTimestamp, long lastTimestamp) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "Timestamp {0} is below {1}, which came before it: the timestamps are not ascending",
                    String.valueOf(elementTimestamp),
                    String.valueOf(lastTimestamp));
        }
    }
}
