package dev.weft.engine.rest.api;

import dev.weft.engine.common.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads JSON objects whose members are all integer counts. */
final class Counts {

    private Counts() {}

    static Map<String, Integer> of(Json.Obj json) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        json.members().forEach((name, count) -> counts.put(name, (int) count.asLong()));
        return counts;
    }
}
