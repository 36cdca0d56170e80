package dev.weft.api.connector.source;

import java.util.Optional;

/** A source that can say how parallel it should be. */
public interface DynamicParallelismInference {
    /** A parallelism from 1 to the context's upper bound. */
    int inferParallelism(Context context);

    /** What the source may take into account. */
    interface Context {
        /** What is known of the data that is needed; empty when nothing is. */
        Optional<DynamicFilteringInfo> getDynamicFilteringInfo();

        /** The highest parallelism that may be returned. */
        int getParallelismInferenceUpperBound();

        /** How many bytes one task is expected to handle. */
        long getDataVolumePerTask();
    }
}
