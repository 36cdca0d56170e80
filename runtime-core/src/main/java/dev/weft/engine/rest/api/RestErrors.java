package dev.weft.engine.rest.api;

import dev.weft.engine.common.json.Json;
import dev.weft.engine.common.json.JsonException;
import java.util.List;

/** Error response: one line per error. */
public record RestErrors(List<String> errors) {

    public RestErrors {
        errors = List.copyOf(errors);
    }

    public Json.Obj json() {
        return Json.object().put("errors", Json.array(errors, Json::of)).build();
    }

    /**
     * Parses an error response. A response in another format, e.g. a proxy's HTML page, is one error: its first line.
     */
    public static RestErrors of(String answer) {
        try {
            return new RestErrors(Json.parse(answer).asObject().elements("errors").stream()
                    .map(Json::asText)
                    .toList());
        } catch (JsonException otherKind) {
            return new RestErrors(List.of(answer.strip().lines().findFirst().orElse("no reason given")));
        }
    }
}
