package dev.weft.benchmarks.compare;

import dev.weft.engine.common.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Percentiles of result latency.
 *
 * @param ms the delays that the {@link #SHARES} of the results did not exceed, in milliseconds; none when the workload is not about latency
 */
record Delays(List<Double> ms) {

    /** Median, 99 %, 99.9 %, 99.99 %, all. */
    static final List<Double> SHARES = List.of(0.5, 0.99, 0.999, 0.9999, 1.0);

    private static final int P99 = 1;

    /** @param result the accumulators: nanoseconds and count in turn, from each subtask of the sink */
    static Delays of(Json.Obj result) {
        TreeMap<Long, Long> histogram = new TreeMap<>();
        List<Json> entries = result.elements("delays");
        for (int i = 0; i < entries.size(); i += 2) {
            histogram.merge(entries.get(i).asLong(), entries.get(i + 1).asLong(), Long::sum);
        }
        List<Double> ms = new ArrayList<>();
        if (!histogram.isEmpty()) {
            SHARES.forEach(share -> ms.add(ms(histogram, share)));
        }
        return new Delays(ms);
    }

    private static double ms(TreeMap<Long, Long> histogram, double share) {
        long total = histogram.values().stream().mapToLong(Long::longValue).sum();
        long seen = 0;
        for (Map.Entry<Long, Long> bucket : histogram.entrySet()) {
            seen += bucket.getValue();
            if (seen >= share * total) {
                return bucket.getKey() / 1e6;
            }
        }
        throw new IllegalStateException("a share of " + share);
    }

    double p99() {
        return ms.get(P99);
    }

    Json json() {
        return Json.array(ms, Json::of);
    }
}
