package dev.weft.program;

import dev.weft.api.common.JobID;
import java.io.IOException;

/**
 * A sink whose writers leave something behind when their process is killed, and that can find it again. The runtime asks
 * for it once, when a job has ended that lost an executor; no writer of the job is at work then.
 */
public interface AbandonedOutput {

    /** Removes what writers of that job have left and nobody will make visible any more; never what is another job's. */
    void removeAbandoned(JobID job) throws IOException;
}
