package dev.weft.benchmarks.jobs;

import dev.weft.api.common.functions.FlatMapFunction;
import dev.weft.api.common.functions.OpenContext;
import dev.weft.api.java.tuple.Tuple2;
import dev.weft.streaming.api.environment.StreamExecutionEnvironment;
import dev.weft.util.Collector;

/** Workload W5: counts words in lines of ten words. */
final class WordCounts {

    private WordCounts() {}

    static void count(StreamExecutionEnvironment environment, long lines) {
        environment
                .fromSequence(0, lines - 1)
                .map(new Lines())
                .flatMap(new Splitter())
                .keyBy(word -> word.f0)
                .sum(1)
                .addSink(new CountDigest());
    }

    private static final class Lines extends Generator<String> {
        private static final long serialVersionUID = 1L;

        private transient Text text;

        @Override
        public void open(OpenContext context) throws Exception {
            super.open(context);
            text = new Text();
        }

        @Override
        String record(long index) {
            return text.line(index);
        }
    }

    private static final class Splitter implements FlatMapFunction<String, Tuple2<String, Long>> {
        private static final long serialVersionUID = 1L;

        @Override
        public void flatMap(String line, Collector<Tuple2<String, Long>> out) {
            int begin = 0;
            for (int end = line.indexOf(' '); end >= 0; end = line.indexOf(' ', begin)) {
                out.collect(Tuple2.of(line.substring(begin, end), 1L));
                begin = end + 1;
            }
        }
    }

    private static final class CountDigest extends Digest<Tuple2<String, Long>> {
        private static final long serialVersionUID = 1L;

        @Override
        long hash(Tuple2<String, Long> count) {
            return SplitMix.mix(((long) count.f0.hashCode() << 32) + count.f1);
        }
    }
}
