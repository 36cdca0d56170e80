package dev.weft.benchmarks.compare;

import dev.weft.engine.common.json.Json;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A histogram of delays, put together from what the subtasks of the sink tell. */
final class Delays {

    /** The shares that are told: median, 99 %, 99.9 %, 99.99 %, all. */
    static final List<Double> SHARES = List.of(0.5, 0.99, 0.999, 0.9999, 1.0);

    private final TreeMap<Long, Long> histogram = new TreeMap<>();

    /** @param result the accumulators: nanoseconds and count in turn */
    Delays(Json.Obj result) {
        List<Json> entries = result.elements("delays");
        for (int i = 0; i < entries.size(); i += 2) {
            histogram.merge(entries.get(i).asLong(), entries.get(i + 1).asLong(), Long::sum);
        }
    }

    /** The delay that so large a share did not exceed, in ms. */
    double ms(double share) {
        long total = histogram.values().stream().mapToLong(Long::longValue).sum();
        long seen = 0;
        for (Map.Entry<Long, Long> bucket : histogram.entrySet()) {
            seen += bucket.getValue();
            if (seen >= share * total) {
                return bucket.getKey() / 1e6;
            }
        }
        return 0;
    }

    Json json() {
        return Json.array(histogram.isEmpty() ? List.of() : SHARES, share -> Json.of(ms(share)));
    }
}
