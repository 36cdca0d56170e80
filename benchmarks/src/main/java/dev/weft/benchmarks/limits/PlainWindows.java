package dev.weft.benchmarks.limits;

import dev.weft.benchmarks.jobs.Reading;
import dev.weft.benchmarks.jobs.SplitMix;

/**
 * Probe of W8 for half of the keys, as one would write it by hand: an array of sums by time slice and key. Each thread
 * has its own stream of readings, half as dense as that of the job, so that there are as many results per reading.
 */
final class PlainWindows {

    private static final int KEYS = Reading.KEYS / 2;
    private static final long LATEST_MS = 500;
    private static final long PART = Limit.THREADS_APART;

    private PlainWindows() {}

    static Limit.Loop of(String kind) {
        return switch (kind) {
            case "tumbling" -> new Slices(1000, 1)::run;
            case "sliding", "sliding-general" -> new Slices(100, 100)::run;
            case "session" -> new Sessions(500)::run;
            default -> throw new IllegalArgumentException("unknown windows " + kind);
        };
    }

    private static long hash(long key, long end, long sum) {
        return SplitMix.mix(key * 31 + end) ^ SplitMix.mix(sum);
    }

    private static int key(Reading reading) {
        return (int) reading.key >> 1;
    }

    /** Sums of the latest slices, whose whole is kept up to date at the end of each slice. */
    private static final class Slices {

        private final long sliceMs;
        private final int slicesPerWindow;
        private final long[][] sums;
        private final long[] wholes = new long[KEYS];
        private long closing;

        Slices(long sliceMs, int slicesPerWindow) {
            this.sliceMs = sliceMs;
            this.slicesPerWindow = slicesPerWindow;
            // One more than the window has, for what leaves it, and room for what may come before the window ends.
            this.sums = new long[slicesPerWindow + 2 + (int) (2 * LATEST_MS / sliceMs)][KEYS];
        }

        long run(long from, int records) {
            long results = 0;
            for (long i = from; i < from + records; i++) {
                Reading reading = Reading.at(i, PART);
                long watermark = i % PART / 50;
                while (watermark >= (closing + 1) * sliceMs) {
                    results += close();
                }
                sums[(int) (reading.timestamp / sliceMs % sums.length)][key(reading)] += reading.value;
            }
            return results;
        }

        private long close() {
            long hashes = 0;
            long[] entering = sums[(int) (closing % sums.length)];
            long[] leaving = sums[(int) ((closing + sums.length - slicesPerWindow) % sums.length)];
            for (int key = 0; key < KEYS; key++) {
                wholes[key] += entering[key] - leaving[key];
                leaving[key] = 0;
                if (wholes[key] != 0) {
                    hashes += hash(key, (closing + 1) * sliceMs, wholes[key]);
                }
            }
            closing++;
            return hashes;
        }
    }

    /** The latest session of each key, without care for readings so late that they lie before it. */
    private static final class Sessions {

        private final long gapMs;
        private final long[] sums = new long[KEYS];
        private final long[] lasts = new long[KEYS];

        Sessions(long gapMs) {
            this.gapMs = gapMs;
        }

        long run(long from, int records) {
            long results = 0;
            for (long i = from; i < from + records; i++) {
                Reading reading = Reading.at(i, PART);
                int key = key(reading);
                if (reading.timestamp > lasts[key] + gapMs) {
                    results += hash(key, lasts[key] + gapMs, sums[key]);
                    sums[key] = 0;
                }
                sums[key] += reading.value;
                lasts[key] = Math.max(lasts[key], reading.timestamp);
            }
            return results;
        }
    }
}
