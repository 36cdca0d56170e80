package dev.weft.streaming.api;

/** Time and timers of the current key. A timer is known by its key and timestamp: registering it twice fires it once. */
public interface TimerService {
    long currentProcessingTime();

    /** The last watermark, or {@link Long#MIN_VALUE} before the first. */
    long currentWatermark();

    void registerProcessingTimeTimer(long time);

    void registerEventTimeTimer(long time);

    void deleteProcessingTimeTimer(long time);

    void deleteEventTimeTimer(long time);
}
