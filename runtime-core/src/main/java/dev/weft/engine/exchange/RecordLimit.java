package dev.weft.engine.exchange;

import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.WeftException;

/**
 * Size limit of a record that goes to another executor, whose reader must hold it in memory as a whole.
 *
 * @param bytes the most that a serializer may write for one record
 * @param operator whose records they are
 */
record RecordLimit(int bytes, String operator) {

    /** Bytes that are sent with a record: its key's hash and its timestamp. */
    private static final int EXTRAS = Integer.BYTES + Long.BYTES;

    private static final String OPTION = "taskmanager.network.max-record-size";

    /** @param written size of the record, perhaps only of its first part; more than the limit */
    UserCodeFailure exceeded(long written) {
        return new UserCodeFailure(
                operator,
                new WeftException(
                        ErrorCode.USER_CODE,
                        "a record of " + written + " bytes or more is to be sent to another executor, " + OPTION
                                + " is " + bytes + " bytes: give smaller records, or raise it"));
    }

    /** Largest size of a record that a reader accepts. */
    static int mostToRead(int limitBytes) {
        return limitBytes + EXTRAS;
    }

    static WeftException refused(int limitBytes) {
        return new WeftException(
                ErrorCode.INVALID_CONFIGURATION,
                "another executor sent a record of more than the " + limitBytes + " bytes that " + OPTION
                        + " allows on this one: set the same value for all executors");
    }
}
