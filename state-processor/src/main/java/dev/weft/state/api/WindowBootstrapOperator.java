package dev.weft.state.api;

import dev.weft.api.common.functions.RichFunction;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.java.functions.KeySelector;
import dev.weft.engine.state.EndOfInputTime;
import dev.weft.engine.state.OperatorState;
import dev.weft.engine.taskexecutor.operator.window.DetachedHost;
import dev.weft.engine.taskexecutor.operator.window.WindowEnvironment;
import dev.weft.engine.taskexecutor.operator.window.Windows;
import dev.weft.engine.types.KeyHasher;
import dev.weft.program.Operation;
import dev.weft.streaming.runtime.streamrecord.StreamRecord;

/**
 * Makes the windows of an operator, as the operator itself would until its first watermark. What triggers fire meanwhile is
 * dropped. Its input is keyed by the same selector.
 */
final class WindowBootstrapOperator<K, IN> extends BootstrapOperator<IN, Object> {

    private static final long serialVersionUID = 1L;

    private final Operation.Window operation;
    private final KeySelector<IN, K> selector;
    private final TypeInformation<K> keyType;

    private transient OperatorState state;
    private transient KeyHasher hasher;
    private transient Windows windows;

    WindowBootstrapOperator(
            Operation.Window operation, Target target, KeySelector<IN, K> selector, TypeInformation<K> keyType) {
        super(operation.userObject(), target);
        this.operation = operation;
        this.selector = selector;
        this.keyType = keyType;
    }

    @Override
    OperatorState create(OperatorState.Source source) throws Exception {
        return OperatorState.keyed(source, new OperatorState.Keys(keyType, keyGroups(), maxParallelism()));
    }

    @Override
    void prepare(Object function, OperatorState empty) throws Exception {
        state = empty;
        hasher = KeyHasher.of(keyType);
        windows = Windows.of(
                operation,
                new WindowEnvironment(
                        empty,
                        keyGroups(),
                        maxParallelism(),
                        new EndOfInputTime(getProcessingTimeService()),
                        getRuntimeContext().getMetricGroup(),
                        getExecutionConfig(),
                        new DetachedHost(getRuntimeContext().getTaskInfo().getTaskName())));
        if (function instanceof RichFunction rich) {
            rich.setRuntimeContext(new StateContext(getRuntimeContext(), empty.keyed()));
        }
    }

    @Override
    void process(Object function, StreamRecord<IN> element) throws Exception {
        K key = selector.getKey(element.getValue());
        state.keyed().use(key, hasher.hash(key));
        windows.add(element.getValue(), element.getTimestamp());
    }

    @Override
    void complete(Object function, OperatorState full) throws Exception {
        windows.save();
    }
}
