package dev.weft.engine.checkpoint;

import java.io.IOException;

/** A write may have happened or not. Whoever gets this reads before it decides, and deletes nothing. */
public final class OutcomeUnknownException extends IOException {

    private static final long serialVersionUID = 1L;

    public OutcomeUnknownException(String message, IOException cause) {
        super(message, cause);
    }
}
