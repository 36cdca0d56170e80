package dev.weft.engine.rest.server;

import java.util.Map;
import java.util.Optional;

/**
 * A parsed HTTP request.
 *
 * @param method in capitals
 * @param path decoded, beginning with '/'
 * @param query the first value of each name
 * @param body as text, empty when there is none
 */
record Request(String method, String path, Map<String, String> query, String body) {

    /** A request without a body. */
    Request(String method, String path, Map<String, String> query) {
        this(method, path, query, "");
    }

    Optional<String> parameter(String name) {
        return Optional.ofNullable(query.get(name));
    }
}
