package dev.weft.engine.state;

import dev.weft.api.common.ExecutionConfig;
import dev.weft.api.common.state.KeyedStateStore;
import dev.weft.api.common.state.StateDescriptor;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.engine.state.spi.KeyContext;
import dev.weft.engine.state.spi.KeyedSnapshot;
import dev.weft.engine.state.spi.KeyedStateSetup;
import dev.weft.engine.state.spi.SnapshotOrder;
import dev.weft.engine.state.spi.StateBackendFactory;
import dev.weft.engine.state.spi.StateHost;
import dev.weft.engine.types.KeyGroupRange;
import dev.weft.engine.types.KeyHasher;
import dev.weft.runtime.state.StateInitializationContext;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * All state of one operator instance, keyed and operator state, empty or restored. Created before the operator, closed
 * after it. Belongs to the thread of its task.
 */
public final class OperatorState implements StateInitializationContext, AutoCloseable {

    private final String description;
    private final Optional<KeyedStates> keyed;
    private final UnkeyedState unkeyed;
    private final OptionalLong restoredCheckpointId;
    private final Set<Integer> endedGates;

    /**
     * What the state is created from.
     *
     * @param backend makes the keyed part
     * @param host what the instance runs in
     * @param config makes serializers
     * @param restored what to begin with
     */
    public record Source(
            StateBackendFactory backend, StateHost host, ExecutionConfig config, OperatorPieces restored) {}

    /**
     * The keys that the instance is responsible for.
     *
     * @param type the type of the keys
     * @param groups the key groups of the instance
     * @param maxParallelism the number of key groups of the operator
     */
    public record Keys(TypeInformation<?> type, KeyGroupRange groups, int maxParallelism) {}

    private OperatorState(Source source, Optional<KeyedStates> keyed) throws IOException {
        this.description = source.host().describe();
        this.keyed = keyed;
        this.unkeyed = new UnkeyedState(
                source.config(), source.restored().unkeyed(), source.host().userClassLoader());
        this.restoredCheckpointId = source.restored().checkpointId();
        this.endedGates = source.restored().endedGates();
    }

    /** State of an operator without keyed input. */
    public static OperatorState unkeyed(Source source) throws IOException {
        return new OperatorState(source, Optional.empty());
    }

    /** State of an operator with keyed input. */
    @SuppressWarnings("unchecked") // the keys are of the type that is given
    public static OperatorState keyed(Source source, Keys keys) throws Exception {
        KeyContext context = new KeyContext();
        TypeSerializer<Object> serializer = (TypeSerializer<Object>)
                keys.type().createSerializer(source.config().getSerializerConfig());
        KeyedStateSetup setup = new KeyedStateSetup(
                context,
                new KeyedStateSetup.KeyType(serializer, KeyHasher.of(keys.type())),
                keys.groups(),
                keys.maxParallelism(),
                source.host(),
                source.restored().keyed());
        KeyedStates states =
                new KeyedStates(context, source.backend().create(setup), source.config(), source.host()::nowMs);
        return new OperatorState(source, Optional.of(states));
    }

    /**
     * The keyed state and timers.
     *
     * @throws UnsupportedOperationException if the operator's input is not keyed
     */
    public KeyedStates keyed() {
        return keyedFor("keyed state");
    }

    /** The same, for a state of the user's. */
    public KeyedStates keyedFor(StateDescriptor<?, ?> wanted) {
        return keyed.isPresent() ? keyed.get() : keyedFor("keyed state '" + wanted.getName() + "'");
    }

    /** The same, for a use that an error message tells, such as timers. */
    public KeyedStates keyedFor(String use) {
        return keyed.orElseThrow(() -> new UnsupportedOperationException("operator " + description + " asks for " + use
                + " but its input is not keyed: call keyBy() before it"));
    }

    public boolean isKeyed() {
        return keyed.isPresent();
    }

    /** The operator state: lists and broadcast maps. */
    public UnkeyedState unkeyed() {
        return unkeyed;
    }

    /** The inputs whose end is part of the restored state: the operator does not process it again. */
    public Set<Integer> endedGates() {
        return endedGates;
    }

    /** The operator is open: restored timers may fire from now on. */
    public void opened() {
        keyed.ifPresent(KeyedStates::opened);
    }

    /** Takes a snapshot of everything that every backend can read. The user's functions have saved their state before. */
    public OperatorSnapshot snapshot(long checkpointId) throws Exception {
        return snapshot(SnapshotOrder.portable(checkpointId));
    }

    /** Takes a snapshot of everything. The user's functions have saved their state before. */
    public OperatorSnapshot snapshot(SnapshotOrder order) throws Exception {
        Optional<KeyedSnapshot> keyedCut =
                keyed.isPresent() ? Optional.of(keyed.get().snapshot(order)) : Optional.empty();
        return new OperatorSnapshot(order.checkpointId(), keyedCut, unkeyed.cut());
    }

    /** A snapshot of the union lists alone. */
    public OperatorSnapshot unionLists(long checkpointId) {
        return new OperatorSnapshot(checkpointId, Optional.empty(), unkeyed.cut()).ofUnionLists();
    }

    @Override
    public OptionalLong getRestoredCheckpointId() {
        return restoredCheckpointId;
    }

    @Override
    public UnkeyedState getOperatorStateStore() {
        return unkeyed;
    }

    @Override
    public KeyedStateStore getKeyedStateStore() {
        return keyed();
    }

    @Override
    public void close() {
        keyed.ifPresent(KeyedStates::close);
    }
}
