package dev.weft.client;

import dev.weft.engine.rest.api.OperationStatus;
import java.time.Duration;

/** An operation that a JobManager has been asked for. */
interface PendingOperation {

    /** By which others can ask for its outcome. */
    String triggerId();

    /**
     * What has become of it.
     *
     * @param wait how long the answer may be held back while it is under way
     */
    OperationStatus status(Duration wait);
}
