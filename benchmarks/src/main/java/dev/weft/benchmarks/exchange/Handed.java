package dev.weft.benchmarks.exchange;

import dev.weft.api.common.functions.FlatMapFunction;
import dev.weft.util.Collector;

/** An immutable record, which an executor may pass between tasks without copying. */
record Handed(long key, long number) {

    /** Two hundred and fifty-six of them from each number. */
    static final class Source implements FlatMapFunction<Long, Handed> {
        private static final long serialVersionUID = 1L;

        @Override
        public void flatMap(Long number, Collector<Handed> out) {
            for (int i = 0; i < 256; i++) {
                long n = number * 256 + i;
                out.collect(new Handed(n * 0x9E3779B97F4A7C15L >>> 44, n));
            }
        }
    }
}
