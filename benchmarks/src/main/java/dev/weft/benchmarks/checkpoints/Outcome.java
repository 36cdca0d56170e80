package dev.weft.benchmarks.checkpoints;

import dev.weft.engine.common.json.Json;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What one run has shown: texts by the names of a table's columns. */
record Outcome(Map<String, String> cells) {

    Outcome() {
        this(new LinkedHashMap<>());
    }

    Outcome with(String column, String text) {
        cells.put(column, text);
        return this;
    }

    Outcome with(String column, double number) {
        return with(column, String.format(Locale.ROOT, number < 100 ? "%.2f" : "%.0f", number));
    }

    Json json() {
        Json.Builder json = Json.object();
        cells.forEach(json::put);
        return json.build();
    }
}
