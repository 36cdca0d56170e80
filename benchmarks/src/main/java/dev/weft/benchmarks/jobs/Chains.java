package dev.weft.benchmarks.jobs;

import dev.weft.streaming.api.environment.StreamExecutionEnvironment;

/** Workload W2: numbers through a chain of three functions in one task. */
final class Chains {

    private Chains() {}

    static void chain(StreamExecutionEnvironment environment, long records) {
        environment
                .fromSequence(0, records - 1)
                .map(new Successor())
                .filter(x -> x % 7 != 0)
                .map(x -> x * 31)
                .addSink(new LongDigest());
    }

    private static final class Successor extends Generator<Long> {
        private static final long serialVersionUID = 1L;

        @Override
        Long record(long index) {
            return index + 1;
        }
    }

    /** Digests numbers. */
    static final class LongDigest extends Digest<Long> {
        private static final long serialVersionUID = 1L;

        @Override
        long hash(Long value) {
            return SplitMix.mix(value);
        }
    }
}
