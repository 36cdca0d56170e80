package dev.weft.engine.rest.server;

import dev.weft.api.common.JobID;
import dev.weft.engine.common.json.Json;
import dev.weft.engine.rest.api.RestErrors;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Result of handling a request: a response to send now, a long poll, or a future response. */
sealed interface Reply {

    /**
     * A response to send now.
     *
     * @param result the job whose client needs nothing more of it when it has this response, if it is such a one
     */
    record Answer(int status, String contentType, byte[] body, Optional<JobID> result) implements Reply {}

    /** Long poll of a client of this job: handle the request again until it can be answered, at the latest after {@code waitMs}. */
    record Later(JobID job, long waitMs) implements Reply {}

    /** A response that another thread will complete soon. */
    record Promised(CompletableFuture<Answer> answer) implements Reply {}

    static Answer ok(Json body) {
        return json(200, body);
    }

    static Answer accepted() {
        return accepted(Json.object().build());
    }

    static Answer accepted(Json body) {
        return json(202, body);
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
