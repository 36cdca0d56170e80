package dev.weft.engine.taskexecutor.operator;

import dev.weft.api.java.functions.KeySelector;
import dev.weft.engine.exchange.Batch;
import dev.weft.engine.exchange.Receiver;
import dev.weft.engine.exchange.YieldFlag;
import dev.weft.engine.state.KeyedStates;
import dev.weft.engine.state.OperatorState;
import dev.weft.engine.taskexecutor.operator.window.WindowEnvironment;
import dev.weft.engine.taskexecutor.operator.window.Windows;
import dev.weft.engine.types.KeyGroupRange;
import dev.weft.engine.types.KeyHasher;
import dev.weft.metrics.MetricGroup;
import dev.weft.program.Operation;

/** The operator of keyed windows; delegates to {@link Windows}. */
final class WindowOperator extends Operator implements WindowEnvironment.Host {

    private final Operation.Window operation;
    private final KeySelector<Object, Object> selector;
    private final KeyHasher hasher;
    private final TaskContext task;
    private final MetricGroup metrics;
    private final Emitter emitter;
    private KeyedStates states;
    private Windows windows;

    WindowOperator(
            String name,
            Operation.Window operation,
            Keying keying,
            TaskContext task,
            MetricGroup metrics,
            Emitter emitter) {
        super(name, operation.userObject(), emitter);
        this.operation = operation;
        this.selector = keying.selector();
        this.hasher = keying.hasher();
        this.task = task;
        this.metrics = metrics;
        this.emitter = emitter;
    }

    @Override
    public void initialize(OperatorState state) {
        super.initialize(state);
        int instances = task.taskInfo().getNumberOfParallelSubtasks();
        int maxParallelism = task.taskInfo().getMaxNumberOfParallelSubtasks();
        states = state.keyed();
        try {
            windows = Windows.of(
                    operation,
                    new WindowEnvironment(
                            state,
                            KeyGroupRange.of(task.taskInfo().getIndexOfThisSubtask(), instances, maxParallelism),
                            maxParallelism,
                            task.timerTime(),
                            metrics,
                            task.executionConfig(),
                            this));
        } catch (Throwable t) {
            throw failure(t);
        }
    }

    @Override
    public void open(FunctionContext context) {
        super.open(context);
        windows.open();
    }

    @Override
    public Receiver main() {
        return emitter.main();
    }

    @Override
    public void side(String id, Object value, long timestamp) {
        emitter.side(id, value, timestamp);
    }

    @Override
    public int batch(Batch records, int from, YieldFlag yield) {
        if (!records.isKeyed()) {
            return super.batch(records, from, yield);
        }
        int n = records.size();
        try {
            for (int i = from; i < n; i++) {
                Object value = records.value(i);
                states.use(selector.getKey(value), records.hash(i));
                windows.add(value, records.timestamp(i));
                if (yield.isUp()) {
                    return i + 1;
                }
            }
            return n;
        } catch (Throwable t) {
            throw failure(t);
        }
    }

    @Override
    public void record(Object value, long timestamp) {
        try {
            Object key = selector.getKey(value);
            states.use(key, hasher.hash(key));
            windows.add(value, timestamp);
        } catch (Throwable t) {
            throw failure(t);
        }
    }

    @Override
    public void watermark(long timestamp) {
        try {
            windows.advance(timestamp);
        } catch (Throwable t) {
            throw failure(t);
        }
        super.watermark(timestamp);
    }

    @Override
    void endOfKey() throws Exception {
        windows.endOfKey();
    }

    @Override
    void saveIntoState(long checkpointId) throws Exception {
        windows.save();
    }
}
