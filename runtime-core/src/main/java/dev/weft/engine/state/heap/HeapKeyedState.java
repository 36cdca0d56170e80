package dev.weft.engine.state.heap;

import dev.weft.api.common.state.State;
import dev.weft.engine.state.spi.KeyedSnapshot;
import dev.weft.engine.state.spi.KeyedStateBackend;
import dev.weft.engine.state.spi.KeyedStateSetup;
import dev.weft.engine.state.spi.NamespacedState;
import dev.weft.engine.state.spi.Namespaces;
import dev.weft.engine.state.spi.StateSpec;
import dev.weft.engine.state.spi.TimerQueue;
import java.util.HashMap;
import java.util.Map;

/** The keyed state of one operator instance on the heap. Belongs to the thread of its task. */
final class HeapKeyedState implements KeyedStateBackend {

    private final KeyedStateSetup setup;
    private final Map<String, HeapState<?, ?>> states = new HashMap<>();
    private final Map<String, HeapTimers<?>> timers = new HashMap<>();

    HeapKeyedState(KeyedStateSetup setup) {
        this.setup = setup;
    }

    @Override
    @SuppressWarnings("unchecked") // a name stands for one state; its users agree about the types
    public <S extends State, N> NamespacedState<S, N> state(StateSpec<S, N> spec) {
        return (NamespacedState<S, N>) states.computeIfAbsent(
                spec.name(),
                name -> HeapState.of(
                        spec,
                        setup.keys(),
                        () -> new KeyTable(
                                setup.groups().first(), setup.groups().end(), setup.maxParallelism())));
    }

    @Override
    @SuppressWarnings("unchecked") // a name stands for one queue; its users agree about the types
    public <N> TimerQueue<N> timers(String name, Namespaces<N> namespaces) {
        return (TimerQueue<N>) timers.computeIfAbsent(name, n -> new HeapTimers<>(setup.keys()));
    }

    @Override
    public KeyedSnapshot snapshot() {
        throw new UnsupportedOperationException("state on the heap cannot be saved yet");
    }

    @Override
    public void close() {
        states.clear();
        timers.clear();
    }
}
