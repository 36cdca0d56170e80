package dev.weft.engine.taskexecutor.task;

/** What the tasks of one job share in this executor, from the first of them until the job is released. */
record JobShare(JobClasses classes, Feedbacks feedbacks) {

    static JobShare of(ClassLoader userClassLoader) {
        return new JobShare(new JobClasses(userClassLoader), new Feedbacks());
    }

    void release() {
        classes.release();
    }
}
