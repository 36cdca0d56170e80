package dev.weft.streaming.runtime.tasks;

/** A factory that hands the clock on to the operator that it makes. */
public interface ProcessingTimeServiceAware {
    void setProcessingTimeService(ProcessingTimeService processingTimeService);
}
