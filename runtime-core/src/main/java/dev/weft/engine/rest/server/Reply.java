package dev.weft.engine.rest.server;

import dev.weft.api.common.JobID;
import dev.weft.engine.common.json.Json;
import dev.weft.engine.rest.api.RestErrors;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** What a request comes to. */
sealed interface Reply {

    /**
     * An answer to be sent now.
     *
     * @param result the job whose final result this is, if it is one
     */
    record Answer(int status, String contentType, byte[] body, Optional<JobID> result) implements Reply {}

    /** Look again when the job has ended, at the latest after this time. */
    record Later(JobID job, long waitMs) implements Reply {}

    /** An answer that somebody else will have soon. */
    record Promised(CompletableFuture<Answer> answer) implements Reply {}

    static Answer ok(Json body) {
        return json(200, body);
    }

    static Answer accepted() {
        return json(202, Json.object().build());
    }

    static Answer result(JobID job, Json body) {
        Answer answer = ok(body);
        return new Answer(answer.status(), answer.contentType(), answer.body(), Optional.of(job));
    }

    static Answer refused(int status, String error) {
        return json(status, new RestErrors(List.of(error)).json());
    }

    static Answer page(String html) {
        return new Answer(200, "text/html; charset=utf-8", html.getBytes(StandardCharsets.UTF_8), Optional.empty());
    }

    private static Answer json(int status, Json body) {
        return new Answer(
                status,
                "application/json; charset=utf-8",
                body.text().getBytes(StandardCharsets.UTF_8),
                Optional.empty());
    }
}
