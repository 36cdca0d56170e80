package dev.weft.benchmarks.limits;

import dev.weft.benchmarks.exchange.BareNetty;
import dev.weft.benchmarks.jobs.Event;
import dev.weft.benchmarks.jobs.SplitMix;
import dev.weft.benchmarks.jobs.Text;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongSupplier;

/**
 * Main class of the probes: runs one workload without an engine, on two threads. Prints a checksum, and as the last
 * line the probe's name, a tab, and its records per second; for a latency workload its delays in milliseconds.
 */
public final class Limit {

    private static final int THREADS = 2;
    private static final int CHUNK = 1 << 10;
    private static final int RING = 8;
    private static final int PADDING = 16;
    private static final long WARM_UP_MS = 3000;
    private static final long WINDOW_MS = 1000;
    private static final int WINDOWS = 5;
    private static final long KEYS = 1_000_000;
    private static final int FRAME_BYTES = 64 << 10;
    private static final double EVENT_BYTES = 66;
    static final long THREADS_APART = 1L << 40;

    private final AtomicLongArray done = new AtomicLongArray(THREADS * PADDING);
    private final AtomicLongArray checksums = new AtomicLongArray(THREADS * PADDING);

    /** A piece of work on the records from one index on; gives a checksum, so that it is not optimized away. */
    interface Loop {
        long run(long from, int records);
    }

    private Limit() {}

    /** @param args the program, how many records its jobs have, and the program's own arguments */
    public static void main(String[] args) throws Exception {
        Limit limit = new Limit();
        long records = Long.parseLong(args[1]);
        String more = args.length > 2 ? args[2] : "";
        String found = switch (args[0]) {
            case "GEN" ->
                limit.loops("the records made and digested in a loop, on each processor", Limit::events, Limit::events);
            case "W2" -> limit.loops("the same functions in a loop, on each processor", Limit::chain, Limit::chain);
            case "W3" -> limit.queue();
            case "W4" -> limit.netty();
            case "W5" -> limit.loops("words: one hash map a thread over the same lines", words(), words());
            case "W6" -> {
                long keys = Long.parseLong(more);
                yield limit.loops(
                        "a table of longs by open addressing, half of the keys a thread", sums(keys), sums(keys));
            }
            case "W7" -> new RocksDbLoop(records, Long.parseLong(more), Double.parseDouble(args[3]), 1).run();
            case "W7-BATCH" -> new RocksDbLoop(records, Long.parseLong(more), Double.parseDouble(args[3]), 500).run();
            case "W8" ->
                limit.loops(
                        "the same windows in arrays of sums, a thread for half of the keys",
                        PlainWindows.of(more),
                        PlainWindows.of(more));
            case "W9" -> Jitter.measure();
            default -> throw new IllegalArgumentException("no limit is known for " + args[0]);
        };
        System.out.println(found);
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
        return (from, words) -> {
            long sum = 0;
            for (long i = from / Text.WORDS_PER_LINE; i < (from + words) / Text.WORDS_PER_LINE; i++) {
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

    private String loops(String what, Loop one, Loop other) throws InterruptedException {
        start(0, one);
        start(1, other);
        return found(what, perSecond(() -> done.get(0) + done.get(PADDING)));
    }

    private void start(int own, Loop loop) {
        start(() -> {
            long sum = 0;
            for (long from = own * THREADS_APART; ; from += CHUNK) {
                sum += loop.run(from, CHUNK);
                did(own, CHUNK, sum);
            }
        });
    }

    private void did(int thread, int records, long checksum) {
        checksums.lazySet(thread * PADDING, checksum);
        done.lazySet(thread * PADDING, done.get(thread * PADDING) + records);
    }

    private String queue() throws InterruptedException {
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
                did(0, CHUNK, sum);
            }
        });
        return found(
                "references through a bare queue, one thread makes the records and one digests them",
                perSecond(() -> done.get(0)));
    }

    private String netty() throws InterruptedException {
        try (BareNetty netty = new BareNetty(FRAME_BYTES)) {
            double perSecond = perSecond(netty::bytes) / EVENT_BYTES * 2;
            checksums.set(0, netty.bytes());
            return found("bare netty moving as many bytes as half of the records have", perSecond);
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "Probe");
        thread.setDaemon(true);
        thread.start();
    }

    private String found(String what, double perSecond) {
        System.out.printf("checksum %x%n", checksums.get(0) + checksums.get(PADDING));
        return what + '\t' + perSecond;
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
