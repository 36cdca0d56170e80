package dev.weft.streaming.api.operators;

import dev.weft.api.common.ExecutionConfig;
import dev.weft.api.common.typeinfo.TypeInformation;
import java.io.Serializable;

/** Makes an operator in the task that runs it. */
public interface StreamOperatorFactory<OUT> extends Serializable {
    <T extends StreamOperator<OUT>> T createStreamOperator(StreamOperatorParameters<OUT> parameters);

    void setChainingStrategy(ChainingStrategy strategy);

    ChainingStrategy getChainingStrategy();

    default boolean isOutputTypeConfigurable() {
        return false;
    }

    /** Called once, while the program is defined, if {@link #isOutputTypeConfigurable}. */
    default void setOutputType(TypeInformation<OUT> type, ExecutionConfig executionConfig) {}

    default boolean isInputTypeConfigurable() {
        return false;
    }

    /** Called once, while the program is defined, if {@link #isInputTypeConfigurable}. */
    default void setInputType(TypeInformation<?> type, ExecutionConfig executionConfig) {}

    @SuppressWarnings("rawtypes") // as programs implement it
    Class<? extends StreamOperator> getStreamOperatorClass(ClassLoader classLoader);
}
