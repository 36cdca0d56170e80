package dev.weft.benchmarks.compare;

import dev.weft.engine.common.json.Json;
import java.util.ArrayList;
import java.util.List;

/** Progress of the generator: how many records its subtasks had made at which time. */
final class Progress {

    private static final String PREFIX = "progress-";

    private final List<long[]> series = new ArrayList<>();

    /** @param result the accumulators: an array of time and count in turn for each subtask */
    Progress(Json.Obj result) {
        result.members().forEach((name, value) -> {
            if (name.startsWith(PREFIX)) {
                series.add(value.asList().stream().mapToLong(Json::asLong).toArray());
            }
        });
    }

    long begin() {
        return series.stream().mapToLong(s -> s[0]).min().orElseThrow();
    }

    /** When so many records had been made. */
    long reached(double records) {
        long low = begin();
        long high = series.stream().mapToLong(s -> s[s.length - 2]).max().orElseThrow();
        while (low < high) {
            long middle = low + high >>> 1;
            if (made(middle) < records) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private double made(long atMs) {
        return series.stream().mapToDouble(s -> made(s, atMs)).sum();
    }

    private static double made(long[] series, long atMs) {
        if (atMs <= series[0]) {
            return 0;
        }
        for (int i = 2; i < series.length; i += 2) {
            if (atMs <= series[i]) {
                double share = (double) (atMs - series[i - 2]) / (series[i] - series[i - 2]);
                return series[i - 1] + share * (series[i + 1] - series[i - 1]);
            }
        }
        return series[series.length - 1];
    }
}
