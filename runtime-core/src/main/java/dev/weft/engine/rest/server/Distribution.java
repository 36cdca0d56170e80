package dev.weft.engine.rest.server;

import dev.weft.engine.common.json.Json;
import java.util.Arrays;
import java.util.stream.LongStream;

/** Distribution of a few values as the responses about checkpoints show it: extremes, mean, and quantiles (nearest rank). */
record Distribution(long[] sorted) {

    static Distribution of(LongStream values) {
        return new Distribution(values.sorted().toArray());
    }

    Json json() {
        long sum = Arrays.stream(sorted).sum();
        return Json.object()
                .put("min", sorted.length == 0 ? 0 : sorted[0])
                .put("max", sorted.length == 0 ? 0 : sorted[sorted.length - 1])
                .put("avg", sorted.length == 0 ? 0 : sum / sorted.length)
                .put("p50", quantile(0.5))
                .put("p90", quantile(0.9))
                .put("p95", quantile(0.95))
                .put("p99", quantile(0.99))
                .put("p999", quantile(0.999))
                .build();
    }

    private double quantile(double share) {
        return sorted.length == 0 ? 0 : sorted[(int) Math.ceil(share * sorted.length) - 1];
    }
}
