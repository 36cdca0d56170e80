package dev.weft.yarn.appmaster;

import dev.weft.engine.common.LoopOwned;
import java.time.Duration;

/**
 * Adaptive polling interval with exponential backoff for calls to the ResourceManager: 50 ms while something happens,
 * and after 3 s without news twice as long each time, up to 1 s. A call costs a ResourceManager about a millisecond,
 * and it may have thousands of masters.
 */
@LoopOwned
final class PollPacing {

    private static final long FASTEST_NS = Duration.ofMillis(50).toNanos();
    private static final long SLOWEST_NS = Duration.ofSeconds(1).toNanos();
    private static final long LIVELY_NS = Duration.ofSeconds(3).toNanos();

    private long lastNewsNs;
    private long lastPollNs;
    private long intervalNs = FASTEST_NS;

    PollPacing(long nowNs) {
        this.lastNewsNs = nowNs;
        this.lastPollNs = nowNs;
    }

    /** Something was requested, granted or lost: resets the interval. */
    void onNews(long nowNs) {
        lastNewsNs = nowNs;
        intervalNs = FASTEST_NS;
    }

    /** The ResourceManager has been asked. */
    void onPolled(long nowNs) {
        lastPollNs = nowNs;
        if (nowNs - lastNewsNs > LIVELY_NS) {
            intervalNs = Math.min(2 * intervalNs, SLOWEST_NS);
        }
    }

    /** Time until the next call; not positive when it is due. */
    long untilNextNs(long nowNs) {
        return lastPollNs + intervalNs - nowNs;
    }

    /** Whether nothing has happened for so long that requests should be changed, e.g. by withdrawing node names. */
    boolean isStale(long nowNs) {
        return nowNs - lastNewsNs > LIVELY_NS;
    }
}
