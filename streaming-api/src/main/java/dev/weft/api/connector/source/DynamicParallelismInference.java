package dev.weft.api.connector.source;

import java.util.Optional;

/** A source that can say how parallel it should be. */
public interface DynamicParallelismInference {
    /** A parallelism from 1 to the context's upper bound. */
    int inferParallelism(Context context);

    /** What the source may take into account. */
    interface Context {
        Optional<DynamicFilteringInfo> getDynamicFilteringInfo();

        int getParallelismInferenceUpperBound();

        /** How many bytes one task is expected to handle. */
        long getDataVolumePerTask();
    }
}
