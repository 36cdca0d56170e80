package dev.weft.api.java.typeutils;

import dev.weft.annotation.Public;
import dev.weft.api.common.ExecutionConfig;
import dev.weft.api.common.typeinfo.TypeInformation;

/** Implemented by functions and sinks that want to know the type of their input before the program runs. */
@Public
public interface InputTypeConfigurable {
    void setInputType(TypeInformation<?> type, ExecutionConfig executionConfig);
}
