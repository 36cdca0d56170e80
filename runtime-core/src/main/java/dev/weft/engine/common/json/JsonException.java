package dev.weft.engine.common.json;

/** A text that is no JSON, or JSON that is not what was expected. */
public final class JsonException extends RuntimeException {
    public JsonException(String message) {
        super(message);
    }
}
