package dev.weft.benchmarks.micro;

import dev.weft.benchmarks.jobs.SplitMix;
import dev.weft.engine.state.spi.TimerQueue;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A million timers, one per key: in steady state, where each timer that fires registers the next one of its key, and
 * filling and draining the queue.
 */
public class TimerBenchmark extends TimedBenchmark {

    private static final int TIMERS = 1_000_000;
    private static final long SPREAD = 1L << 24;

    private static long later(long time) {
        return time + 1 + SplitMix.below(SplitMix.at(time), SPREAD);
    }

    /** The engine's queue, full. */
    @State(Scope.Thread)
    public static class Engine {
        private HeapTable table;
        private TimerQueue<Void> timers;

        @Setup
        public void fill() throws Exception {
            table = new HeapTable();
            timers = table.timers();
            register(table, timers);
        }

        @TearDown
        public void close() {
            table.close();
        }
    }

    /** The engine's queue, empty before each invocation. */
    @State(Scope.Thread)
    public static class Empty {
        private HeapTable table;
        private TimerQueue<Void> timers;

        @Setup(Level.Invocation)
        public void begin() throws Exception {
            table = new HeapTable();
            timers = table.timers();
        }

        @TearDown(Level.Invocation)
        public void close() {
            table.close();
        }
    }

    /** The engine's queue, full before each invocation. */
    @State(Scope.Thread)
    public static class Full {
        private HeapTable table;
        private TimerQueue<Void> timers;

        @Setup(Level.Invocation)
        public void begin() throws Exception {
            table = new HeapTable();
            timers = table.timers();
            register(table, timers);
        }

        @TearDown(Level.Invocation)
        public void close() {
            table.close();
        }
    }

    /** The queue of the JDK. It does not know whether a key has a timer already. */
    @State(Scope.Thread)
    public static class Jdk {
        private record Timer(long time, Long key) {}

        private final PriorityQueue<Timer> timers = new PriorityQueue<>(Comparator.comparingLong(Timer::time));

        @Setup
        public void fill() {
            for (long key = 0; key < TIMERS; key++) {
                timers.add(new Timer(later(key), key));
            }
        }
    }

    private static void register(HeapTable table, TimerQueue<Void> timers) {
        for (long key = 0; key < TIMERS; key++) {
            table.use(key);
            timers.add(later(key), null);
        }
    }

    @Benchmark
    public boolean fireAndRegisterInEngine(Engine engine) {
        TimerQueue<Void> timers = engine.timers;
        boolean fired = timers.poll(Long.MAX_VALUE);
        engine.table.use(timers.key(), timers.hash());
        timers.add(later(timers.time()), null);
        return fired;
    }

    @Benchmark
    public boolean fireAndRegisterInPriorityQueue(Jdk jdk) {
        Jdk.Timer timer = jdk.timers.remove();
        return jdk.timers.add(new Jdk.Timer(later(timer.time()), timer.key()));
    }

    @Benchmark
    @BenchmarkMode(Mode.SingleShotTime)
    @OperationsPerInvocation(TIMERS)
    @Warmup(iterations = 5)
    @Measurement(iterations = 10)
    public void register(Empty empty) {
        register(empty.table, empty.timers);
    }

    @Benchmark
    @BenchmarkMode(Mode.SingleShotTime)
    @OperationsPerInvocation(TIMERS)
    @Warmup(iterations = 5)
    @Measurement(iterations = 10)
    public long fire(Full full) {
        long sum = 0;
        while (full.timers.poll(Long.MAX_VALUE)) {
            sum += full.timers.time();
        }
        return sum;
    }
}
