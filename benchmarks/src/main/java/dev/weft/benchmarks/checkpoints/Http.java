package dev.weft.benchmarks.checkpoints;

import dev.weft.engine.common.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;

/** JSON over HTTP. */
final class Http {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    /** The DataNode does not answer an offer of HTTP/2. */
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();

    private Http() {}

    /** The answer; none if the status is not that of a success. */
    static Optional<Json.Obj> get(URI server, String path) throws IOException, InterruptedException {
        return send(request(server, path).GET());
    }

    static Optional<Json.Obj> post(URI server, String path, Json body) throws IOException, InterruptedException {
        return send(request(server, path).POST(BodyPublishers.ofString(body.text())));
    }

    static void patch(URI server, String path) throws IOException, InterruptedException {
        send(request(server, path).method("PATCH", BodyPublishers.noBody()));
    }

    private static HttpRequest.Builder request(URI server, String path) {
        return HttpRequest.newBuilder(server.resolve(path))
                .timeout(PATIENCE)
                .header("Accept", "application/json")
                .header("Content-Type", "application/json");
    }

    private static Optional<Json.Obj> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response = CLIENT.send(request.build(), BodyHandlers.ofString());
        boolean done = response.statusCode() / 100 == 2;
        return done && !response.body().isBlank()
                ? Optional.of(Json.parse(response.body()).asObject())
                : Optional.empty();
    }
}
