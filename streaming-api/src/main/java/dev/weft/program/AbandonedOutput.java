package dev.weft.program;

import dev.weft.api.common.JobID;
import java.io.IOException;

/**
 * A sink whose writers leave something behind when they have handed it over and it is never committed, or when their process
 * is killed, and that can find it again. The runtime asks for it once, on an I/O thread, when a job has ended that failed, was
 * cancelled, or lost or restarted tasks or its JobManager; no writer of the job is at work then. It does not ask when a checkpoint or savepoint
 * of the job is kept, since that may count on what was left.
 */
public interface AbandonedOutput {

    /**
     * Removes what writers of that job have left and nobody will make visible any more; never what is another job's. Finding
     * nothing is no error.
     *
     * @throws IOException when something can't be removed; the runtime logs it and the job ends all the same
     */
    void removeAbandoned(JobID job) throws IOException;
}
