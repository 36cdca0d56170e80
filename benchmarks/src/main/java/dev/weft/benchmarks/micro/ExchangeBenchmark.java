package dev.weft.benchmarks.micro;

import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.benchmarks.jobs.Event;
import dev.weft.benchmarks.limits.Ring;
import dev.weft.benchmarks.micro.SerializerBenchmark.Reading;
import dev.weft.engine.exchange.Batch;
import dev.weft.engine.exchange.Output;
import java.util.Arrays;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Benchmark of a keyed exchange between two threads: between tasks of one executor, between executors, and as
 * references through a bare queue. The same few thousand records are reused, so their creation is not measured. The two
 * threads run concurrently, so a record costs what the slower of them needs for it.
 */
public class ExchangeBenchmark extends TimedBenchmark {

    private static final int RECORDS = 1 << 14;
    private static final int CHUNK = 1 << 10;
    private static final int KEYS = 1_000_000;
    private static final Line.Load<Event> MUTABLE =
            new Line.Load<>(TypeInformation.of(Event.class), event -> event.key, event -> event.value);
    private static final Line.Load<Reading> IMMUTABLE =
            new Line.Load<>(TypeInformation.of(Reading.class), Reading::key, Reading::value);

    /** How the tasks are connected. References are handed over within an executor when their type is immutable, and copies otherwise. */
    public enum Way {
        IN_EXECUTOR,
        IN_EXECUTOR_COPIED,
        SHARED_MEMORY,
        TCP;

        Line<?> open() {
            return switch (this) {
                case IN_EXECUTOR -> Line.local(IMMUTABLE);
                case IN_EXECUTOR_COPIED -> Line.local(MUTABLE);
                case SHARED_MEMORY -> Line.betweenExecutors(MUTABLE, true);
                case TCP -> Line.betweenExecutors(MUTABLE, false);
            };
        }

        Object record(int index) {
            Event event = Event.at(index, KEYS);
            return this == IN_EXECUTOR ? new Reading(event.key, event.timestamp, event.value, event.text) : event;
        }
    }

    /** The engine's channels. */
    @State(Scope.Thread)
    public static class Engine {
        /** How the tasks are connected. */
        @Param({"IN_EXECUTOR", "IN_EXECUTOR_COPIED", "SHARED_MEMORY", "TCP"})
        public Way way;

        private final Object[] records = new Object[RECORDS];
        private Line<?> line;

        @Setup
        public void open() {
            Arrays.setAll(records, way::record);
            line = way.open();
        }

        @TearDown
        public void close() {
            line.close();
        }
    }

    /** A queue of arrays of references. */
    @State(Scope.Thread)
    public static class Bare {
        private static final int RING = 8;

        private final Object[] records = new Object[RECORDS];
        private final Ring ring = new Ring(RING);
        private volatile long sum;

        @Setup
        public void open() {
            Arrays.setAll(records, Way.IN_EXECUTOR::record);
            Thread reader = new Thread(this::read, "Reader");
            reader.setDaemon(true);
            reader.start();
        }

        private void read() {
            while (true) {
                long more = 0;
                for (Object record : ring.take()) {
                    more += ((Reading) record).value();
                }
                sum = more;
            }
        }
    }

    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public void engine(Engine engine) {
        Output output = engine.line.output();
        for (Object record : engine.records) {
            output.record(record, Batch.NO_TIMESTAMP);
        }
    }

    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public void bareQueue(Bare bare) {
        for (int from = 0; from < RECORDS; from += CHUNK) {
            bare.ring.put(Arrays.copyOfRange(bare.records, from, from + CHUNK));
        }
    }
}
