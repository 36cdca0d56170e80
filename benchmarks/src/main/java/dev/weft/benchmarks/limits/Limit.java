package dev.weft.benchmarks.limits;

import dev.weft.benchmarks.exchange.BareNetty;
import dev.weft.benchmarks.jobs.Event;
import dev.weft.benchmarks.jobs.Reading;
import dev.weft.benchmarks.jobs.SplitMix;
import dev.weft.benchmarks.jobs.Text;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongSupplier;

/** Runs the probe of one workload on two threads, and prints how many records they did a second. */
public final class Limit {

    private static final int THREADS = 2;
    private static final int CHUNK = 1 << 10;
    private static final int RING = 8;
    private static final int PADDING = 16;
    private static final long WARM_UP_MS = 3000;
    private static final long WINDOW_MS = 1000;
    private static final int WINDOWS = 3;
    private static final long KEYS = 1_000_000;
    private static final int FRAME_BYTES = 64 << 10;
    private static final double EVENT_BYTES = 66;
    private static final int PANES = 4;
    private static final long PANE_MS = 1000;

    private final AtomicLongArray done = new AtomicLongArray(THREADS * PADDING);
    private volatile long checksum;

    /** A piece of work on the records from one index on; gives a checksum, so that it is not optimized away. */
    private interface Loop {
        long run(long from, int records);
    }

    private Limit() {}

    public static void main(String[] args) throws Exception {
        Limit limit = new Limit();
        double perSecond = switch (args[0]) {
            case "GEN" -> limit.loops(new Loop[] {Limit::events, Limit::events});
            case "W2" -> limit.loops(new Loop[] {Limit::chain, Limit::chain});
            case "W3" -> limit.queue();
            case "W4" -> limit.netty();
            case "W5" -> limit.loops(new Loop[] {words(), words()}) * Text.WORDS_PER_LINE;
            case "W6" -> limit.loops(new Loop[] {sums(Long.parseLong(args[1])), sums(Long.parseLong(args[1]))});
            case "W8" -> limit.loops(new Loop[] {panes(), panes()});
            default -> throw new IllegalArgumentException("no limit is known for " + args[0]);
        };
        System.err.println("checksum " + limit.checksum);
        System.out.println(perSecond);
        System.exit(0);
    }

    private static long events(long from, int records) {
        long sum = 0;
        for (long i = from; i < from + records; i++) {
            sum += Event.hash(Event.at(i, KEYS));
        }
        return sum;
    }

    private static long chain(long from, int records) {
        long sum = 0;
        for (long i = from; i < from + records; i++) {
            long successor = i + 1;
            if (successor % 7 != 0) {
                sum += SplitMix.mix(successor * 31);
            }
        }
        return sum;
    }

    private static Loop words() {
        Text text = new Text();
        Map<String, long[]> counts = new HashMap<>();
        return (from, lines) -> {
            long sum = 0;
            for (long i = from; i < from + lines; i++) {
                String line = text.line(i);
                int begin = 0;
                for (int end = line.indexOf(' '); end >= 0; end = line.indexOf(' ', begin)) {
                    sum += ++counts.computeIfAbsent(line.substring(begin, end), word -> new long[1])[0];
                    begin = end + 1;
                }
            }
            return sum;
        };
    }

    /** Counts per key; each thread has half of the keys. */
    private static Loop sums(long keys) {
        int capacity = Integer.highestOneBit((int) keys) * 2;
        long[] table = new long[capacity];
        long[] counts = new long[capacity];
        return (from, records) -> {
            long sum = 0;
            for (long i = from; i < from + records; i++) {
                long key = SplitMix.below(SplitMix.at(i), keys / THREADS) + 1;
                int slot = (int) SplitMix.mix(key) & capacity - 1;
                while (table[slot] != 0 && table[slot] != key) {
                    slot = slot + 1 & capacity - 1;
                }
                table[slot] = key;
                sum += ++counts[slot];
            }
            return sum;
        };
    }

    /** Sums per key and second; old panes are used again. */
    private static Loop panes() {
        long[] sums = new long[Reading.KEYS * PANES];
        return (from, records) -> {
            long sum = 0;
            for (long i = from; i < from + records; i++) {
                Reading reading = Reading.at(i, 1L << 40);
                int pane = (int) (reading.timestamp / PANE_MS % PANES);
                sum += sums[(int) reading.key * PANES + pane] += reading.value;
            }
            return sum;
        };
    }

    private double loops(Loop[] loops) throws InterruptedException {
        for (int thread = 0; thread < THREADS; thread++) {
            int own = thread;
            start(() -> {
                long sum = 0;
                for (long from = (long) own << 40; ; from += CHUNK) {
                    sum += loops[own].run(from, CHUNK);
                    checksum = sum;
                    done.lazySet(own * PADDING, done.get(own * PADDING) + CHUNK);
                }
            });
        }
        return perSecond(() -> done.get(0) + done.get(PADDING));
    }

    private double queue() throws InterruptedException {
        Ring ring = new Ring(RING);
        start(() -> {
            for (long i = 0; ; ) {
                Event[] batch = new Event[CHUNK];
                for (int k = 0; k < CHUNK; k++) {
                    batch[k] = Event.at(i++, KEYS);
                }
                ring.put(batch);
            }
        });
        start(() -> {
            long sum = 0;
            while (true) {
                for (Object event : ring.take()) {
                    sum += Event.hash((Event) event);
                }
                checksum = sum;
                done.lazySet(0, done.get(0) + CHUNK);
            }
        });
        return perSecond(() -> done.get(0));
    }

    private double netty() throws InterruptedException {
        try (BareNetty netty = new BareNetty(FRAME_BYTES)) {
            return perSecond(netty::bytes) / EVENT_BYTES * 2;
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "Probe");
        thread.setDaemon(true);
        thread.start();
    }

    private static double perSecond(LongSupplier count) throws InterruptedException {
        Thread.sleep(WARM_UP_MS);
        double[] speeds = new double[WINDOWS];
        for (int i = 0; i < WINDOWS; i++) {
            long begin = System.nanoTime();
            long before = count.getAsLong();
            Thread.sleep(WINDOW_MS);
            speeds[i] = (count.getAsLong() - before) * 1e9 / (System.nanoTime() - begin);
        }
        Arrays.sort(speeds);
        return speeds[WINDOWS / 2];
    }
}
