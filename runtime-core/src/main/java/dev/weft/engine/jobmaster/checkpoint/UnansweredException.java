package dev.weft.engine.jobmaster.checkpoint;

import java.io.IOException;

/** The storage of checkpoints does not answer in time. Nothing is wrong with what is asked for: it may answer later. */
public class UnansweredException extends IOException {

    public UnansweredException(String message) {
        super(message);
    }

    UnansweredException(String message, Throwable cause) {
        super(message, cause);
    }
}
