package dev.weft.engine.state;

import dev.weft.api.common.ExecutionConfig;
import dev.weft.api.common.state.BroadcastState;
import dev.weft.api.common.state.ListState;
import dev.weft.api.common.state.ListStateDescriptor;
import dev.weft.api.common.state.MapStateDescriptor;
import dev.weft.api.common.state.OperatorStateStore;
import dev.weft.engine.state.UnkeyedPiece.Mode;
import dev.weft.engine.state.spi.SnapshotStore;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The state of one operator instance that belongs to no key: lists and broadcast maps, always on the heap, small enough to
 * be copied when a snapshot is cut. Belongs to the thread of its task.
 */
public final class UnkeyedState implements OperatorStateStore {

    private final ExecutionConfig config;
    private final Map<String, UnkeyedList<?>> lists = new LinkedHashMap<>();
    private final Map<String, BroadcastMap<?, ?>> broadcasts = new LinkedHashMap<>();

    UnkeyedState(ExecutionConfig config, List<UnkeyedPiece> restored, ClassLoader userClassLoader) {
        this.config = config;
    }

    @Override
    @SuppressWarnings("unchecked") // the elements of a list are those of its descriptor
    public <K, V> BroadcastState<K, V> getBroadcastState(MapStateDescriptor<K, V> descriptor) {
        descriptor.initializeSerializerUnlessSet(config);
        return (BroadcastState<K, V>)
                broadcasts.computeIfAbsent(descriptor.getName(), name -> new BroadcastMap<>(descriptor));
    }

    @Override
    public <S> ListState<S> getListState(ListStateDescriptor<S> descriptor) {
        return list(descriptor, Mode.SPLIT);
    }

    @Override
    public <S> ListState<S> getUnionListState(ListStateDescriptor<S> descriptor) {
        return list(descriptor, Mode.UNION);
    }

    @SuppressWarnings("unchecked") // the elements of a list are those of its descriptor
    private <S> ListState<S> list(ListStateDescriptor<S> descriptor, Mode mode) {
        descriptor.initializeSerializerUnlessSet(config);
        UnkeyedList<?> list = lists.computeIfAbsent(descriptor.getName(), name -> new UnkeyedList<>(descriptor, mode));
        if (list.mode() != mode) {
            throw new IllegalArgumentException("operator state '" + descriptor.getName() + "' is a " + list.mode()
                    + " list and asked for as " + mode + "; give one of them another name");
        }
        return (ListState<S>) list;
    }

    @Override
    public Set<String> getRegisteredStateNames() {
        return Set.copyOf(lists.keySet());
    }

    @Override
    public Set<String> getRegisteredBroadcastStateNames() {
        return Set.copyOf(broadcasts.keySet());
    }

    /** Copies what is there. */
    Cut cut() {
        return new Cut();
    }

    /** The state at one moment. */
    static final class Cut {
        Optional<UnkeyedPiece> write(SnapshotStore store) throws IOException {
            return Optional.empty();
        }
    }
}
