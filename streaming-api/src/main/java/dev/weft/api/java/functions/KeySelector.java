package dev.weft.api.java.functions;

import dev.weft.api.common.functions.Function;
import java.io.Serializable;

/**
 * Takes the key out of an element. It must give the same key for the same element, every time: the key decides which
 * parallel instance sees the element and which state belongs to it.
 */
@FunctionalInterface
public interface KeySelector<IN, KEY> extends Function, Serializable {
    /**
     * The key of the element, not null; the same each time it is asked for.
     *
     * @throws Exception fails the job
     */
    KEY getKey(IN value) throws Exception;
}
