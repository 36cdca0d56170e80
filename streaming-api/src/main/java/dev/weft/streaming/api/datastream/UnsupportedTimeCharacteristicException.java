package dev.weft.streaming.api.datastream;

import dev.weft.util.FlinkRuntimeException;

/** An operation does not exist in the kind of time that was asked for. */
public class UnsupportedTimeCharacteristicException extends FlinkRuntimeException {
    private static final long serialVersionUID = 1L;

    /** An operation that cannot run in the time that was asked for. */
    public UnsupportedTimeCharacteristicException(String message) {
        super(message);
    }
}
