package dev.weft.benchmarks.micro;

import dev.weft.api.common.state.ValueState;
import dev.weft.benchmarks.jobs.SplitMix;
import dev.weft.engine.state.spi.KeyedSnapshot;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Keyed state of a million keys with one number each, in random order: reads, and read-modify-writes. */
public class StateBenchmark extends TimedBenchmark {

    private static final int KEYS = 1_000_000;

    /** The keys of the records. */
    private abstract static class Keys {
        private long index;

        final long next() {
            return SplitMix.below(SplitMix.at(index++), KEYS);
        }
    }

    /** The engine's table. */
    @State(Scope.Thread)
    public static class Engine extends Keys {
        /** Whether a snapshot is begun before each iteration and under way all the time. */
        @Param({"false", "true"})
        public boolean snapshot;

        private HeapTable table;
        private ValueState<Long> state;
        private Optional<KeyedSnapshot> open = Optional.empty();

        @Setup
        public void fill() throws Exception {
            table = new HeapTable();
            state = table.longs();
            for (long key = 0; key < KEYS; key++) {
                table.use(key);
                state.update(key);
            }
        }

        @Setup(Level.Iteration)
        public void cut() throws Exception {
            if (snapshot) {
                open = Optional.of(table.snapshot());
            }
        }

        @TearDown(Level.Iteration)
        public void uncut() {
            open.ifPresent(KeyedSnapshot::close);
        }

        @TearDown
        public void close() {
            table.close();
        }
    }

    /** The map of the JDK. */
    @State(Scope.Thread)
    public static class Jdk extends Keys {
        private final Map<Long, Long> map = new HashMap<>();

        @Setup
        public void fill() {
            for (long key = 0; key < KEYS; key++) {
                map.put(key, key);
            }
        }
    }

    /** Two arrays. */
    @State(Scope.Thread)
    public static class Plain extends Keys {
        private final long[] table = new long[Integer.highestOneBit(KEYS) * 4];
        private final long[] values = new long[table.length];

        @Setup
        public void fill() {
            for (long key = 0; key < KEYS; key++) {
                values[slot(key)] = key;
            }
        }

        /** Where the key is; from now on if it was not there. */
        int slot(long key) {
            int slot = (int) SplitMix.mix(key) & table.length - 1;
            while (table[slot] != 0 && table[slot] != key + 1) {
                slot = slot + 1 & table.length - 1;
            }
            table[slot] = key + 1;
            return slot;
        }
    }

    @Benchmark
    public Long readFromEngine(Engine engine) throws Exception {
        engine.table.use(engine.next());
        return engine.state.value();
    }

    @Benchmark
    public void updateInEngine(Engine engine) throws Exception {
        engine.table.use(engine.next());
        engine.state.update(engine.state.value() + 1);
    }

    @Benchmark
    public Long readFromHashMap(Jdk jdk) {
        return jdk.map.get(jdk.next());
    }

    @Benchmark
    public void updateInHashMap(Jdk jdk) {
        Long key = jdk.next();
        jdk.map.put(key, jdk.map.get(key) + 1);
    }

    @Benchmark
    public long readFromArrays(Plain plain) {
        return plain.values[plain.slot(plain.next())];
    }

    @Benchmark
    public long updateInArrays(Plain plain) {
        return ++plain.values[plain.slot(plain.next())];
    }
}
