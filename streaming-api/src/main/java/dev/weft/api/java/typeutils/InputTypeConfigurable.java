package dev.weft.api.java.typeutils;

import dev.weft.annotation.Public;
import dev.weft.api.common.ExecutionConfig;
import dev.weft.api.common.typeinfo.TypeInformation;

/** Implemented by functions and sinks that want to know the type of their input before the program runs. */
@Public
public interface InputTypeConfigurable {
    /**
     * Called once while the program is built, before the function is sent to the cluster.
     *
     * @param type of the input; of the first one where there are several
     * @param executionConfig the program's settings, to create serializers with
     */
    void setInputType(TypeInformation<?> type, ExecutionConfig executionConfig);
}
