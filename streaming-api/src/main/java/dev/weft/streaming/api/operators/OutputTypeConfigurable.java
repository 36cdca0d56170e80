package dev.weft.streaming.api.operators;

import dev.weft.api.common.ExecutionConfig;
import dev.weft.api.common.typeinfo.TypeInformation;

/** A function or source that wants to know the type of the elements that it emits before it travels. */
public interface OutputTypeConfigurable<OUT> {
    /** Called once, while the program is defined. */
    void setOutputType(TypeInformation<OUT> outTypeInfo, ExecutionConfig executionConfig);
}
