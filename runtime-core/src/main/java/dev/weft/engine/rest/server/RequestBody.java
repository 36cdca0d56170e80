package dev.weft.engine.rest.server;

import dev.weft.engine.common.json.Json;
import dev.weft.engine.common.json.JsonException;
import java.util.Arrays;
import java.util.Optional;

/** Members of a request's JSON body. Members that are not asked for are ignored. */
record RequestBody(Json.Obj json) {

    /** The body cannot be read; the message says what is wrong with it. */
    static final class Unreadable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unreadable(String message) {
            super(message);
        }
    }

    /** An empty body has no members. */
    static RequestBody of(String text) {
        if (text.isBlank()) {
            return new RequestBody(Json.object().build());
        }
        try {
            return new RequestBody(Json.parse(text).asObject());
        } catch (JsonException e) {
            throw new Unreadable("the request's body is no JSON object: " + e.getMessage());
        }
    }

    Optional<String> text(String name) {
        try {
            return json.member(name).map(Json::asText).filter(text -> !text.isBlank());
        } catch (JsonException e) {
            throw new Unreadable("'" + name + "': " + e.getMessage());
        }
    }

    boolean flag(String name) {
        try {
            return json.member(name).map(Json::asBoolean).orElse(false);
        } catch (JsonException e) {
            throw new Unreadable("'" + name + "': " + e.getMessage());
        }
    }

    /** The constant that a member names; the given one when it is absent. */
    <E extends Enum<E>> E constant(String name, Class<E> type, E otherwise) {
        return text(name)
                .map(text -> Arrays.stream(type.getEnumConstants())
                        .filter(each -> each.name().equals(text))
                        .findFirst()
                        .orElseThrow(() -> new Unreadable("'" + name + "' is '" + text + "', it must be one of "
                                + Arrays.toString(type.getEnumConstants()))))
                .orElse(otherwise);
    }
}
