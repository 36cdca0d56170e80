package dev.weft.engine.taskexecutor.task;

/** Objects that the tasks of one job share in this executor, from the first task until the job is released. */
record JobShare(JobClasses classes, Feedbacks feedbacks) {

    static JobShare of(ClassLoader userClassLoader) {
        return new JobShare(new JobClasses(userClassLoader), new Feedbacks());
    }

    void release() {
        classes.release();
    }
}
