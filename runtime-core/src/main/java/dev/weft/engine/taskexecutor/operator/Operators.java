package dev.weft.engine.taskexecutor.operator;

import dev.weft.api.common.TaskInfo;
import dev.weft.api.common.eventtime.WatermarkStrategy;
import dev.weft.api.common.functions.FilterFunction;
import dev.weft.api.common.functions.FlatMapFunction;
import dev.weft.api.common.functions.MapFunction;
import dev.weft.api.common.functions.ReduceFunction;
import dev.weft.api.common.functions.RichFunction;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.connector.sink2.Sink;
import dev.weft.api.connector.source.Source;
import dev.weft.api.connector.source.SourceSplit;
import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.OperatorId;
import dev.weft.engine.common.WeftException;
import dev.weft.engine.exchange.Receiver;
import dev.weft.engine.state.KeyedStates;
import dev.weft.engine.state.OperatorSnapshot;
import dev.weft.engine.state.OperatorState;
import dev.weft.engine.state.spi.SnapshotOrder;
import dev.weft.engine.types.KeyGroupRange;
import dev.weft.metrics.MetricGroup;
import dev.weft.program.Operation;
import dev.weft.streaming.api.checkpoint.CheckpointedFunction;
import dev.weft.streaming.api.functions.KeyedProcessFunction;
import dev.weft.streaming.api.functions.ProcessFunction;
import dev.weft.streaming.api.functions.co.BroadcastProcessFunction;
import dev.weft.streaming.api.functions.co.CoFlatMapFunction;
import dev.weft.streaming.api.functions.co.CoMapFunction;
import dev.weft.streaming.api.functions.co.CoProcessFunction;
import dev.weft.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import dev.weft.streaming.api.functions.co.KeyedCoProcessFunction;
import dev.weft.streaming.api.functions.sink.SinkFunction;
import dev.weft.streaming.api.functions.source.SourceFunction;
import dev.weft.streaming.api.operators.StreamOperator;
import dev.weft.streaming.api.operators.StreamOperatorFactory;
import java.util.List;

/** Factory of operators: builds the operator of one chain position, with its state. */
@SuppressWarnings("unchecked") // the program graph has matched the types of functions and streams
public final class Operators {

    private final TaskContext task;

    public Operators(TaskContext task) {
        this.task = task;
    }

    /**
     * Where an operator stands in its chain.
     *
     * @param id by which its state is found
     * @param index its number in the chain
     * @param name what users see
     * @param keyings how to find the key of a record, by gate; empty when the input is not keyed
     * @param inputTypes the types of the records that arrive, by gate; empty for a source
     */
    public record Position(
            OperatorId id, int index, String name, List<Keying> keyings, List<TypeInformation<?>> inputTypes) {
        public Position {
            keyings = List.copyOf(keyings);
            inputTypes = List.copyOf(inputTypes);
        }

        Keying keying() {
            if (keyings.isEmpty()) {
                throw new WeftException(
                        ErrorCode.INTERNAL, "operator '" + name + "' works per key but its input is not keyed");
            }
            return keyings.get(0);
        }
    }

    /**
     * An operator with its state and the runtime context of its user function.
     *
     * @param id by which its state is found
     * @param keyings how to make a record's key current by gate, before an operator that does not do so itself; else empty
     */
    public record Built(OperatorId id, Operator operator, FunctionContext context, List<Keying> keyings) {
        public Built {
            keyings = List.copyOf(keyings);
        }

        /** The receiver of one logical input of the operator. */
        public Receiver input(int gate) {
            Receiver input = operator.input(gate);
            return gate < keyings.size()
                    ? new KeySettingInput(
                            operator, input, keyings.get(gate), context.state().keyed())
                    : input;
        }

        public void open() {
            operator.attach(context);
            operator.initialize(context.state());
            operator.open(context);
            context.state().opened();
        }

        /** First step of a checkpoint, see {@link Operator}; {@link #snapshot} is the second. */
        public void beforeBarrier(long checkpointId) {
            operator.beforeBarrier(checkpointId);
        }

        /** Whether the operator has keyed state, so that a batch must sort its input by key. */
        public boolean isKeyed() {
            return context.state().isKeyed();
        }

        /** In a batch: the current key has no more records. Emits what was held back for it and fires its timers. */
        public void endOfKey() {
            context.state().keyed().timeIsOver();
            try {
                operator.endOfKey();
            } catch (Throwable t) {
                throw operator.failure(t);
            }
            context.state().keyed().endOfKey();
        }

        /** As {@link #snapshot(SnapshotOrder, long)}, of what every backend can read. */
        public OperatorSnapshot snapshot(long checkpointId, long timestamp) {
            return snapshot(SnapshotOrder.portable(checkpointId), timestamp);
        }

        /** Lets the user's function save its state, then takes the snapshot. */
        public OperatorSnapshot snapshot(SnapshotOrder order, long timestamp) {
            return operator.snapshot(context.state(), order, timestamp);
        }

        /** Whether the operator has lists that every instance is restored with. */
        public boolean hasUnionState() {
            return context.state().unkeyed().hasUnionLists();
        }

        /** A snapshot of these lists as they were restored; for an operator that is not open. */
        public OperatorSnapshot unionLists(long checkpointId) {
            return context.state().unionLists(checkpointId);
        }

        /** Closes the operator and disposes its state. */
        public void close() throws Exception {
            try {
                operator.close();
            } finally {
                context.state().close();
            }
        }
    }

    public Built build(Operation operation, Position at, Emitter emitter) {
        String name = at.name();
        if (operation.isKeyed()) {
            return buildKeyed(operation, at, emitter);
        }
        List<Keying> keyings = mayUseKeys(operation.userObject(), at) ? at.keyings() : List.of();
        FunctionContext context = new FunctionContext(name, task, metrics -> stateOf(at, !keyings.isEmpty(), metrics));
        Operator operator;
        if (operation instanceof Operation.Map map) {
            operator = new MapOperator(name, (MapFunction<Object, Object>) map.function(), emitter);
        } else if (operation instanceof Operation.FlatMap flatMap) {
            operator = new FlatMapOperator(name, (FlatMapFunction<Object, Object>) flatMap.function(), emitter);
        } else if (operation instanceof Operation.Filter filter) {
            operator = new FilterOperator(name, (FilterFunction<Object>) filter.function(), emitter);
        } else if (operation instanceof Operation.Process process) {
            operator = new ProcessOperator(
                    name, (ProcessFunction<Object, Object>) process.function(), context.state(), task, emitter);
        } else if (operation instanceof Operation.FromSource from) {
            operator = new SourceOperator(
                    at.index(),
                    name,
                    (Source<Object, SourceSplit, ?>) from.source(),
                    (WatermarkStrategy<Object>) from.watermarks(),
                    task,
                    emitter);
        } else if (operation instanceof Operation.FromSourceFunction from) {
            operator = new LegacySourceOperator(name, (SourceFunction<Object>) from.function(), task, emitter);
        } else if (operation instanceof Operation.AssignTimestampsAndWatermarks assign) {
            operator = new TimestampsOperator(name, (WatermarkStrategy<Object>) assign.strategy(), task, emitter);
        } else if (operation instanceof Operation.SinkTo to) {
            operator = new SinkOperator(
                    name, (Sink<Object>) to.sink(), at.inputTypes().get(0), emitter);
        } else if (operation instanceof Operation.SinkFunctionCall call) {
            operator = new SinkFunctionOperator(name, (SinkFunction<Object>) call.function(), task, emitter);
        } else if (operation instanceof Operation.AsyncWait wait) {
            operator = new AsyncWaitOperator(name, wait, at.inputTypes().get(0), task, emitter);
        } else if (operation instanceof Operation.Collect collect) {
            operator = new CollectOperator(name, collect.id(), at.inputTypes().get(0), task, emitter);
        } else if (operation instanceof Operation.IterationHead head) {
            operator =
                    new IterationHeadOperator(name, task.feedback(head.iteration()), head.maxWaitMs(), task, emitter);
        } else if (operation instanceof Operation.IterationTail tail) {
            operator = new IterationTailOperator(name, task.feedback(tail.iteration()), emitter);
        } else if (operation instanceof Operation.BroadcastProcess process) {
            operator = new BroadcastProcessOperator(
                    name,
                    (BroadcastProcessFunction<Object, Object, Object>) process.function(),
                    process.states(),
                    task,
                    emitter);
        } else if (operation instanceof Operation.Transform transform) {
            operator = CustomOperators.build(
                    name,
                    transform,
                    new CustomOperatorHost(name, context, keyings),
                    context.state().endedGates(),
                    task.batch(),
                    emitter);
        } else if (operation instanceof Operation.CoMap map) {
            operator = new CoMapOperator(name, (CoMapFunction<Object, Object, Object>) map.function(), emitter);
        } else if (operation instanceof Operation.CoFlatMap flatMap) {
            operator = new CoFlatMapOperator(
                    name, (CoFlatMapFunction<Object, Object, Object>) flatMap.function(), emitter);
        } else if (operation instanceof Operation.CoProcess process) {
            operator = new CoProcessOperator(
                    name,
                    (CoProcessFunction<Object, Object, Object>) process.function(),
                    context.state(),
                    task,
                    emitter);
        } else {
            throw unknown(operation, name);
        }
        return new Built(at.id(), operator, context, keyings);
    }

    /** Whether a function on keyed inputs can reach its runtime context, and through it keyed state. */
    private static boolean mayUseKeys(Object function, Position at) {
        return !at.keyings().isEmpty()
                && at.keyings().size() == at.inputTypes().size()
                && (function instanceof RichFunction
                        || function instanceof CheckpointedFunction
                        || function instanceof StreamOperator
                        || function instanceof StreamOperatorFactory);
    }

    private Built buildKeyed(Operation operation, Position at, Emitter emitter) {
        String name = at.name();
        FunctionContext context = new FunctionContext(name, task, metrics -> stateOf(at, true, metrics));
        KeyedStates state = context.state().keyed();
        Operator operator;
        if (operation instanceof Operation.KeyedReduce reduce) {
            operator = new KeyedReduceOperator(
                    name,
                    (ReduceFunction<Object>) reduce.function(),
                    at.keying(),
                    at.inputTypes().get(0),
                    state,
                    task.batch(),
                    !task.executionConfig().isObjectReuseEnabled(),
                    emitter);
        } else if (operation instanceof Operation.KeyedProcess process) {
            operator = new KeyedProcessOperator(
                    name,
                    (KeyedProcessFunction<Object, Object, Object>) process.function(),
                    at.keying(),
                    state,
                    task,
                    emitter);
        } else if (operation instanceof Operation.IntervalJoin join) {
            operator = new IntervalJoinOperator(join, at, state, emitter);
        } else if (operation instanceof Operation.KeyedBroadcastProcess process) {
            operator = new KeyedBroadcastProcessOperator(
                    name,
                    (KeyedBroadcastProcessFunction<Object, Object, Object, Object>) process.function(),
                    process.states(),
                    at.keying(),
                    state,
                    task,
                    emitter);
        } else if (operation instanceof Operation.Window window) {
            operator = new WindowOperator(name, window, at.keying(), task, context.metrics(), emitter);
        } else if (operation instanceof Operation.KeyedCoProcess process) {
            operator = new KeyedCoProcessOperator(
                    name,
                    (KeyedCoProcessFunction<Object, Object, Object, Object>) process.function(),
                    at.keyings(),
                    state,
                    task,
                    emitter);
        } else {
            throw unknown(operation, name);
        }
        return new Built(at.id(), operator, context, List.of());
    }

    private OperatorState.Source sourceOf(Position at, MetricGroup metrics) {
        return new OperatorState.Source(
                task.stateBackend(),
                task.stateHost(at.name(), metrics),
                task.executionConfig(),
                task.restored(at.id()));
    }

    private OperatorState stateOf(Position at, boolean keyed, MetricGroup metrics) {
        TaskInfo info = task.taskInfo();
        int maxParallelism = info.getMaxNumberOfParallelSubtasks();
        KeyGroupRange groups =
                KeyGroupRange.of(info.getIndexOfThisSubtask(), info.getNumberOfParallelSubtasks(), maxParallelism);
        try {
            OperatorState.Source source = sourceOf(at, metrics);
            return keyed
                    ? OperatorState.keyed(
                            source, new OperatorState.Keys(at.keying().type(), groups, maxParallelism))
                    : OperatorState.unkeyed(source);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new WeftException(
                    ErrorCode.EXTERNAL_SERVICE,
                    "the state of operator '" + at.name() + "' cannot be set up: " + e.getMessage(),
                    e);
        }
    }

    private static WeftException unknown(Operation operation, String name) {
        return new WeftException(
                ErrorCode.INTERNAL,
                "operator '" + name + "' is a " + operation.getClass().getSimpleName() + ", which no operator runs");
    }
}
