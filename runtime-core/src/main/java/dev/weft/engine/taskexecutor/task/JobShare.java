package dev.weft.engine.taskexecutor.task;

import dev.weft.engine.checkpoint.FileMerging;
import dev.weft.engine.checkpoint.LocalCopies;

/**
 * Objects that the tasks of one job share in this executor, from the first task until the job is released.
 *
 * @param merging of the files that they write for checkpoints
 * @param copies of these files on this machine
 */
record JobShare(JobClasses classes, Feedbacks feedbacks, FileMerging merging, LocalCopies copies) {

    static JobShare of(ClassLoader userClassLoader, FileMerging merging, LocalCopies copies) {
        return new JobShare(new JobClasses(userClassLoader), new Feedbacks(), merging, copies);
    }

    void release() {
        copies.close();
        classes.release();
    }
}
