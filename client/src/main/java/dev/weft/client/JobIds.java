package dev.weft.client;

import dev.weft.api.common.JobID;
import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.WeftException;
import java.util.List;

/** Reads the job that a command line names. */
final class JobIds {

    private JobIds() {}

    /** @param usage how the command is written */
    static JobID only(List<String> jobs, String usage) {
        if (jobs.size() != 1) {
            throw new WeftException(
                    ErrorCode.INVALID_CONFIGURATION,
                    jobs.isEmpty()
                            ? "name the job: " + usage
                            : "one job at a time, not '" + String.join(" ", jobs) + "'");
        }
        if (!jobs.get(0).matches("[0-9a-fA-F]{32}")) {
            throw new WeftException(
                    ErrorCode.INVALID_CONFIGURATION,
                    "'" + jobs.get(0) + "' is no JobID: one has 32 hexadecimal digits");
        }
        return JobID.fromHexString(jobs.get(0));
    }
}
