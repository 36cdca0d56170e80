package dev.weft.engine.exchange;

import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.WeftException;

/**
 * How large a record may be that goes to another executor, since its reader has to hold it whole.
 *
 * @param bytes the most that a serializer may write for one record
 * @param operator whose records they are
 */
record RecordLimit(int bytes, String operator) {

    /** What a record is sent with besides: its key's hash and its timestamp. */
    private static final int EXTRAS = Integer.BYTES + Long.BYTES;

    private static final String OPTION = "taskmanager.network.max-record-size";

    /** @param written more than the limit, perhaps not yet all */
    UserCodeFailure exceeded(long written) {
        return new UserCodeFailure(
                operator,
                new WeftException(
                        ErrorCode.USER_CODE,
                        "a record of " + written + " bytes or more is to be sent to another executor, " + OPTION
                                + " is " + bytes + " bytes: give smaller records, or raise it"));
    }

    /** How much of one record a reader takes at most. */
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
