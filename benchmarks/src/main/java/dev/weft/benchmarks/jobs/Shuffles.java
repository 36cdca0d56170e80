package dev.weft.benchmarks.jobs;

import dev.weft.streaming.api.environment.StreamExecutionEnvironment;

/** Workloads W3 and W4: a keyed shuffle of events, within one executor or between two. */
final class Shuffles {

    private static final long KEYS = 1_000_000;

    private Shuffles() {}

    static void keyed(StreamExecutionEnvironment environment, long records) {
        environment
                .fromSequence(0, records - 1)
                .map(new Event.Events(KEYS))
                .keyBy(event -> event.key)
                .map(event -> event)
                .addSink(new Event.EventDigest());
    }

    /** The same without the shuffle: what making and digesting the records costs. */
    static void generatorOnly(StreamExecutionEnvironment environment, long records) {
        environment.fromSequence(0, records - 1).map(new Event.Events(KEYS)).addSink(new Event.EventDigest());
    }
}
