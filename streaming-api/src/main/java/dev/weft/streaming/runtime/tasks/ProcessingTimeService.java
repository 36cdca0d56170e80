package dev.weft.streaming.runtime.tasks;

/** The machine's clock and timers on it, for operators; callbacks come on the task's thread. */
public interface ProcessingTimeService extends dev.weft.api.common.operators.ProcessingTimeService {}
