package dev.weft.streaming.api;

/**
 * Time and timers of the current key. A timer is known by its key and timestamp: registering it twice fires it once.
 *
 * <p>In batch mode the timers of a key fire when the key's records have ended, and one that is registered then never fires.
 */
public interface TimerService {
    /** The machine's time, in milliseconds since the epoch. */
    long currentProcessingTime();

    /** The last watermark, or {@link Long#MIN_VALUE} before the first. */
    long currentWatermark();

    /**
     * Calls the function's {@code onTimer} for the current key when the machine's clock has reached this time; at once
     * if it has already.
     *
     * @param time in milliseconds since the epoch
     */
    void registerProcessingTimeTimer(long time);

    /**
     * Calls the function's {@code onTimer} for the current key when the watermark has reached this time; with the next
     * watermark if it has already.
     *
     * @param time in milliseconds since the epoch
     */
    void registerEventTimeTimer(long time);

    /** Removes a timer of the current key; without effect if there is none at this time. */
    void deleteProcessingTimeTimer(long time);

    /** Removes a timer of the current key; without effect if there is none at this time. */
    void deleteEventTimeTimer(long time);
}
