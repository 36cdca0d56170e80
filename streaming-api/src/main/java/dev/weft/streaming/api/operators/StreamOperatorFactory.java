package dev.weft.streaming.api.operators;

import dev.weft.api.common.ExecutionConfig;
import dev.weft.api.common.typeinfo.TypeInformation;
import java.io.Serializable;

/** Makes an operator in the task that runs it. */
public interface StreamOperatorFactory<OUT> extends Serializable {
    /** Makes the operator in the task. */
    <T extends StreamOperator<OUT>> T createStreamOperator(StreamOperatorParameters<OUT> parameters);

    /** Sets whether the operator may share a task with its neighbours. */
    void setChainingStrategy(ChainingStrategy strategy);

    /** Whether the operator may share a task with its neighbours. */
    ChainingStrategy getChainingStrategy();

    /** Whether the factory is to be told the type of the results. */
    default boolean isOutputTypeConfigurable() {
        return false;
    }

    /** Called once, while the program is defined, if {@link #isOutputTypeConfigurable}. */
    default void setOutputType(TypeInformation<OUT> type, ExecutionConfig executionConfig) {}

    /** Whether the factory is to be told the type of the input. */
    default boolean isInputTypeConfigurable() {
        return false;
    }

    /** Called once, while the program is defined, if {@link #isInputTypeConfigurable}. */
    default void setInputType(TypeInformation<?> type, ExecutionConfig executionConfig) {}

    /** The class of the operators that it makes. */
    @SuppressWarnings("rawtypes") // as programs implement it
    Class<? extends StreamOperator> getStreamOperatorClass(ClassLoader classLoader);
}
