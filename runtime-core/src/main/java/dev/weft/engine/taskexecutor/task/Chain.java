package dev.weft.engine.taskexecutor.task;

import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.api.java.functions.KeySelector;
import dev.weft.engine.common.OperatorId;
import dev.weft.engine.exchange.Output;
import dev.weft.engine.exchange.Receiver;
import dev.weft.engine.exchange.UserCodeFailure;
import dev.weft.engine.graph.ChainSpec;
import dev.weft.engine.graph.ChainSpec.ChainedOperator;
import dev.weft.engine.graph.ChainSpec.Link;
import dev.weft.engine.graph.ChainSpec.NetworkInput;
import dev.weft.engine.state.OperatorSnapshot;
import dev.weft.engine.state.spi.SnapshotOrder;
import dev.weft.engine.taskexecutor.operator.CopyingReceiver;
import dev.weft.engine.taskexecutor.operator.Emitter;
import dev.weft.engine.taskexecutor.operator.FanOut;
import dev.weft.engine.taskexecutor.operator.Keying;
import dev.weft.engine.taskexecutor.operator.Operator;
import dev.weft.engine.taskexecutor.operator.Operators;
import dev.weft.engine.taskexecutor.operator.Operators.Built;
import dev.weft.engine.usercode.records.Copies;
import dev.weft.program.Partitioning;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The operator chain of one task. Operators are opened from the last to the first, so that nothing is emitted into one
 * that is not open, and closed from the first to the last. Belongs to the thread of its task.
 */
final class Chain {

    private static final Logger LOG = LoggerFactory.getLogger(Chain.class);

    private final ChainSpec spec;
    private final List<Built> operators;
    private boolean ended;
    /** False when the chain was restored after its end. */
    private boolean opened;

    private Chain(ChainSpec spec, List<Built> operators) {
        this.spec = spec;
        this.operators = operators;
    }

    static Chain build(ChainSpec spec, Operators factory, List<Output> outputs) {
        int n = spec.operators().size();
        Built[] built = new Built[n];
        for (int i = n - 1; i >= 0; i--) {
            ChainedOperator operator = spec.operators().get(i);
            Emitter emitter = emitter(spec, operator, built, outputs);
            built[i] = factory.build(operator.operation(), position(spec, i), emitter);
        }
        return new Chain(spec, List.of(built));
    }

    private static Operators.Position position(ChainSpec spec, int index) {
        List<Keying> keyings = new ArrayList<>();
        List<TypeInformation<?>> types = new ArrayList<>();
        if (index == 0) {
            firstOfGate(spec, 0, keyings, types);
            // a key of the second input alone is of no use to any operator
            firstOfGate(spec, 1, keyings.isEmpty() ? new ArrayList<>() : keyings, types);
        } else {
            types.add(spec.operators().stream()
                    .flatMap(o -> o.links().stream())
                    .filter(link -> link.kind() == Link.Kind.OPERATOR && link.index() == index)
                    .findFirst()
                    .orElseThrow()
                    .type());
        }
        return new Operators.Position(
                spec.operators().get(index).id(),
                index,
                spec.operators().get(index).name(),
                keyings,
                types);
    }

    @SuppressWarnings("unchecked") // the program graph has matched the selector and the stream's type
    private static void firstOfGate(ChainSpec spec, int gate, List<Keying> keyings, List<TypeInformation<?>> types) {
        for (NetworkInput input : spec.inputs()) {
            if (input.gate() != gate) {
                continue;
            }
            types.add(input.type());
            if (input.partitioning() instanceof Partitioning.Keyed keys) {
                keyings.add(Keying.of((KeySelector<Object, Object>) keys.keySelector(), keys.keyType()));
            }
            return;
        }
    }

    private static Emitter emitter(ChainSpec spec, ChainedOperator operator, Built[] built, List<Output> outputs) {
        List<Receiver> main = new ArrayList<>();
        Map<String, List<Receiver>> sides = new HashMap<>();
        for (Link link : operator.links()) {
            Receiver target = switch (link.kind()) {
                case OUTPUT -> outputs.get(link.index());
                case OPERATOR -> handOver(spec, operator, link, built[link.index()].operator());
            };
            if (link.isMain()) {
                main.add(target);
            } else {
                sides.computeIfAbsent(link.sideOutput(), id -> new ArrayList<>())
                        .add(target);
            }
        }
        Map<String, Receiver> sideReceivers = new HashMap<>();
        sides.forEach((id, receivers) -> sideReceivers.put(id, FanOut.of(receivers)));
        return new Emitter(FanOut.of(main), sideReceivers);
    }

    @SuppressWarnings("unchecked") // the type of the link is the type of its records
    private static Receiver handOver(ChainSpec spec, ChainedOperator producer, Link link, Operator next) {
        if (spec.settings().executionConfig().isObjectReuseEnabled()) {
            return next;
        }
        TypeSerializer<Object> serializer = (TypeSerializer<Object>)
                link.type().createSerializer(spec.settings().executionConfig().getSerializerConfig());
        Copies copies = Copies.within(spec, producer, link, serializer);
        return copies.areNeedless() ? next : new CopyingReceiver(copies, next);
    }

    void open() {
        opened = true;
        for (int i = operators.size() - 1; i >= 0; i--) {
            operators.get(i).open();
        }
    }

    /** Key extraction for the head's keyed gates, which are the first ones; empty when its input is not keyed. */
    List<Keying> keyings() {
        return position(spec, 0).keyings();
    }

    /** Whether the head has keyed state. */
    boolean isKeyed() {
        return operators.get(0).isKeyed();
    }

    /** In a batch: the head's current key has no more records. */
    void endOfKey() {
        operators.get(0).endOfKey();
    }

    /** The receiver of one input gate of the chain. */
    Receiver input(int gate) {
        return operators.get(0).input(gate);
    }

    Operator head() {
        return operators.get(0).operator();
    }

    Operator operator(int index) {
        return operators.get(index).operator();
    }

    /** Whether a sink of the chain takes part in the two-phase commit. */
    boolean commits() {
        return operators.stream().anyMatch(built -> built.operator().commits());
    }

    void commit() {
        operators.forEach(built -> built.operator().commit());
    }

    /**
     * The chain's part of a checkpoint, in three steps: every operator, from first to last, emits what belongs before
     * the barrier; the barrier is emitted; every operator's state is snapshotted. On failure no snapshot stays open.
     *
     * <p>After the {@link #end} the snapshot has no state of operators that have nothing left to do, but for union lists,
     * which the other instances need: with another parallelism it would go to an instance that has not ended, which would
     * process the end once more with it.
     *
     * @param emitBarrier puts the barrier into all outputs of the chain
     * @return what was cut, for the caller to write and close
     */
    Map<OperatorId, OperatorSnapshot> snapshot(SnapshotOrder order, long timestamp, Runnable emitBarrier) {
        String moment = "while checkpoint " + order.checkpointId() + " was taken";
        operators.stream()
                .filter(this::goesOn)
                .forEach(built -> at(moment, () -> built.beforeBarrier(order.checkpointId())));
        emitBarrier.run();
        Map<OperatorId, OperatorSnapshot> cuts = new LinkedHashMap<>();
        try {
            operators.forEach(built -> at(moment, () -> cuts.put(built.id(), cut(built, order, timestamp))));
        } catch (Throwable t) {
            cuts.values().forEach(OperatorSnapshot::close);
            throw t;
        }
        return cuts;
    }

    private OperatorSnapshot cut(Built built, SnapshotOrder order, long timestamp) {
        if (goesOn(built)) {
            return built.snapshot(order, timestamp);
        }
        if (!built.hasUnionState()) {
            return OperatorSnapshot.empty(order.checkpointId());
        }
        return opened ? built.snapshot(order, timestamp).ofUnionLists() : built.unionLists(order.checkpointId());
    }

    /** Whether the other instances of some operator would be restored with a list of this one. */
    boolean hasUnionState() {
        return operators.stream().anyMatch(Built::hasUnionState);
    }

    /** The input has ended, and all operators have processed that. */
    void end() {
        ended = true;
    }

    boolean hasEnded() {
        return ended;
    }

    private boolean goesOn(Built built) {
        return !ended || actsOnCheckpoints(built);
    }

    /** The checkpoint is complete: sinks commit what they had prepared for it. */
    void checkpointComplete(long checkpointId) {
        operators.stream()
                .filter(this::isOpen)
                .forEach(built -> at(
                        "when it was told that checkpoint " + checkpointId + " is complete",
                        () -> built.operator().checkpointComplete(checkpointId)));
    }

    /** The checkpoint was given up. User code that throws then fails the task, as it does when a checkpoint is complete. */
    void checkpointAborted(long checkpointId) {
        operators.stream()
                .filter(this::isOpen)
                .forEach(built -> at(
                        "when it was told that checkpoint " + checkpointId + " was given up",
                        () -> built.operator().checkpointAborted(checkpointId)));
    }

    /** Takes a step of one operator; what user code throws in it is told with the moment. */
    private static void at(String moment, Runnable step) {
        try {
            step.run();
        } catch (UserCodeFailure failure) {
            throw failure.at(moment);
        }
    }

    /** Of a chain that was restored after its end, what acts on checkpoints is opened alone. */
    private boolean isOpen(Built built) {
        return opened || actsOnCheckpoints(built);
    }

    /** Whether an operator acts when a checkpoint is complete, so that the last records need one, too. */
    boolean actsOnCheckpoints() {
        return operators.stream().anyMatch(Chain::actsOnCheckpoints);
    }

    private static boolean actsOnCheckpoints(Built built) {
        return built.operator().commits() || built.operator().actsOnCheckpoints();
    }

    /**
     * Of a chain whose input had ended, opens what acts on checkpoints alone, to make visible what it had prepared: sinks
     * commit, functions and operators of the user's find it in their restored state.
     */
    void commitRestored() {
        List<Built> acting = operators.stream().filter(Chain::actsOnCheckpoints).toList();
        acting.forEach(Built::open);
        acting.forEach(built -> built.operator().commit());
    }

    /** Closes every operator, even if others fail; throws the first failure. */
    void close() throws CloseFailure {
        CloseFailure first = null;
        for (Built built : operators) {
            try {
                built.close();
            } catch (Throwable t) {
                if (first == null) {
                    first = new CloseFailure(built.operator().name(), t);
                } else {
                    LOG.warn("Operator '{}' failed to close", built.operator().name(), t);
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }

    /** Number of network inputs of the chain's head. */
    int inputs() {
        return spec.inputs().size();
    }

    /** An operator that could not be closed. */
    static final class CloseFailure extends Exception {
        private final String operator;

        CloseFailure(String operator, Throwable cause) {
            super("operator '" + operator + "' failed to close", cause);
            this.operator = operator;
        }

        String operator() {
            return operator;
        }
    }
}
