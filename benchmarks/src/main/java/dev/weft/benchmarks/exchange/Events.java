package dev.weft.benchmarks.exchange;

import dev.weft.api.common.functions.FlatMapFunction;
import dev.weft.util.Collector;

/**
 * Creates a series of new events from each number, so that the source costs nearly nothing per record. Their texts are
 * of one length, or mixed.
 */
final class Events implements FlatMapFunction<Long, Event> {
    private static final long serialVersionUID = 1L;
    private static final int RUN = 256;

    private final String[] texts;

    /** @param lengths of the texts, which take turns */
    Events(int... lengths) {
        texts = new String[lengths.length];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = "0123456789".repeat(lengths[i] / 10);
        }
    }

    @Override
    public void flatMap(Long number, Collector<Event> out) {
        for (int i = 0; i < RUN; i++) {
            out.collect(new Event(number * RUN + i, texts[i % texts.length]));
        }
    }

    String[] texts() {
        return texts;
    }
}
