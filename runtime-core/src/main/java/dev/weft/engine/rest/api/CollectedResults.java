package dev.weft.engine.rest.api;

import dev.weft.engine.common.json.Json;
import java.util.Base64;

/**
 * Response with the next results of a collecting sink.
 *
 * @param bytes whole records as their serializer writes them; empty when there are none
 * @param ended whether this is the last batch while the job runs; the rest is part of the job's result
 */
public record CollectedResults(byte[] bytes, boolean ended) {

    public Json.Obj json() {
        return Json.object()
                .put("results", Base64.getEncoder().encodeToString(bytes))
                .put("ended", ended)
                .build();
    }

    public static CollectedResults of(Json.Obj json) {
        boolean ended = json.member("ended")
                .map(member -> member instanceof Json.Bool flag && flag.value())
                .orElse(false);
        return new CollectedResults(Base64.getDecoder().decode(json.text("results")), ended);
    }
}
