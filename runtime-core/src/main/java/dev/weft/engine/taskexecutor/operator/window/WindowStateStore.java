package dev.weft.engine.taskexecutor.operator.window;

import dev.weft.api.common.state.KeyedStateStore;
import dev.weft.api.common.state.State;
import dev.weft.api.common.state.StateDescriptor;
import dev.weft.engine.state.KeyedStateGetters;
import dev.weft.engine.state.KeyedStates;
import dev.weft.engine.state.spi.Namespaces;
import dev.weft.streaming.api.windowing.windows.Window;

/** Per-window state of user functions, for the current key and one window at a time. */
final class WindowStateStore extends KeyedStateGetters {

    private final KeyedStates states;
    private final Namespaces<Window> namespaces;
    private final boolean merging;
    private Window window;

    /** @param merging whether windows merge, which nobody could do to the user's state */
    WindowStateStore(KeyedStates states, Namespaces<Window> namespaces, boolean merging) {
        this.states = states;
        this.namespaces = namespaces;
        this.merging = merging;
    }

    /** This store, switched to another window. */
    KeyedStateStore of(Window newWindow) {
        window = newWindow;
        return this;
    }

    @Override
    public <S extends State> S state(StateDescriptor<S, ?> descriptor) {
        if (merging) {
            throw new UnsupportedOperationException("state '" + descriptor.getName() + "' cannot be kept per window:"
                    + " session windows merge, and nobody knows how to merge it; use globalState()");
        }
        return states.state(descriptor, namespaces).in(window);
    }
}
