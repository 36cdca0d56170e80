package dev.weft.streaming.runtime.tasks;

/** A factory that hands the clock on to the operator that it makes. */
public interface ProcessingTimeServiceAware {
    /** Called by the engine before the operator is made. */
    void setProcessingTimeService(ProcessingTimeService processingTimeService);
}
