package dev.weft.benchmarks.limits;

import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/** Probe: how late a thread wakes up that sleeps for a millisecond repeatedly, on an otherwise idle machine. */
final class Jitter {

    private static final long PERIOD_NS = 1_000_000;
    private static final int WARM_UP = 2000;
    private static final int COUNTED = 20_000;
    private static final double[] SHARES = {0.5, 0.99, 0.999, 0.9999, 1};

    private Jitter() {}

    static String measure() {
        long[] lateNs = new long[WARM_UP + COUNTED];
        long begin = System.nanoTime();
        for (int i = 0; i < lateNs.length; i++) {
            long due = begin + (i + 1) * PERIOD_NS;
            long now = System.nanoTime();
            while (now < due) {
                LockSupport.parkNanos(due - now);
                now = System.nanoTime();
            }
            lateNs[i] = now - due;
        }
        long[] counted = Arrays.copyOfRange(lateNs, WARM_UP, lateNs.length);
        Arrays.sort(counted);
        StringBuilder found =
                new StringBuilder("how late a thread wakes up that is due every millisecond, on the idle machine\t");
        for (double share : SHARES) {
            int place = Math.min(COUNTED - 1, (int) Math.ceil(share * COUNTED) - 1);
            found.append(String.format(Locale.ROOT, "%.3f ", counted[place] / 1e6));
        }
        return found.toString();
    }
}
