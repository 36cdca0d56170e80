package dev.weft.engine.common.json;

/** Thrown for a text that is not JSON, or for JSON of unexpected structure. */
public final class JsonException extends RuntimeException {
    public JsonException(String message) {
        super(message);
    }
}
