package dev.weft.engine.taskexecutor.operator.window;

import dev.weft.api.common.state.KeyedStateStore;
import dev.weft.api.common.state.State;
import dev.weft.api.common.state.StateDescriptor;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.engine.graph.WindowPlan.Way;
import dev.weft.engine.state.KeyedStates;
import dev.weft.engine.state.format.StateLayout;
import dev.weft.engine.state.spi.Namespaces;
import dev.weft.program.Operation;
import dev.weft.streaming.api.windowing.assigners.Alignment;
import dev.weft.streaming.api.windowing.assigners.WindowAssigner;
import dev.weft.streaming.api.windowing.windows.Window;
import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the windows in restored state: the function of a window operation is called for every window of every key, as if all of
 * them fired; nothing is dropped. A subclass for each implementation of {@link Windows}, which is told by the states that it
 * has stored. During a call the key is current, and the methods about the current window may be used.
 *
 * <p>Belongs to the thread of its task.
 */
public abstract class StoredWindows {

    private final KeyedStates states;
    private final Namespaces<Window> namespaces;
    private final WindowStateStore windowState;
    private final WindowFunctionCall call;
    private final boolean eventTime;
    private Window window;
    private boolean fired;

    StoredWindows(Operation.Window operation, boolean merging, WindowEnvironment environment) {
        this.states = environment.state().keyed();
        this.eventTime = operation.windowing().assigner().isEventTime();
        this.namespaces = namespaces(operation, environment);
        this.windowState = new WindowStateStore(states, namespaces, merging);
        this.call = WindowFunctionCall.of(
                operation.result(),
                new WindowFunctionCall.CallContext(environment, () -> Long.MIN_VALUE, windowState::of, states));
    }

    @SuppressWarnings("unchecked") // the serializer gets the windows of its assigner
    private static Namespaces<Window> namespaces(Operation.Window operation, WindowEnvironment environment) {
        TypeSerializer<?> serializer = operation.windowing().assigner().getWindowSerializer(environment.config());
        return Namespaces.of((TypeSerializer<Window>) serializer);
    }

    /**
     * How an operator has stored its windows; told by its keyed states.
     *
     * @param way by which implementation
     * @param elements whether every element is kept
     * @param merging whether the windows merge and are found by {@link MergingSet}
     */
    public record Form(Way way, boolean elements, boolean merging) implements Serializable {

        /** Empty if the states are not those of windows. */
        public static Optional<Form> of(List<StateLayout> states) {
            Map<String, StateDescriptor.Type> kinds = new HashMap<>();
            states.forEach(state -> kinds.put(state.name(), state.kind()));
            if (kinds.containsKey(WindowContent.NAME)) {
                return Optional.of(new Form(
                        Way.TRIGGERED,
                        kinds.get(WindowContent.NAME) == StateDescriptor.Type.LIST,
                        kinds.containsKey(MergingSet.NAME)));
            }
            if (kinds.containsKey(SessionWindows.NAME)) {
                return Optional.of(new Form(Way.SESSIONS, false, true));
            }
            if (kinds.containsKey(SlicedWindows.SEPARATE)) {
                return Optional.of(new Form(Way.SEPARATE, false, false));
            }
            return kinds.containsKey(SlicedWindows.SLICES)
                    ? Optional.of(new Form(Way.SLICES, false, false))
                    : Optional.empty();
        }

        /** Whether only the ends of windows or of their slices are stored, so that the assigner tells the windows. */
        public boolean needsAssigner() {
            return way == Way.SLICES || way == Way.SEPARATE;
        }
    }

    /**
     * The windows of restored state.
     *
     * @param operation the assigner and the functions are those of the operator that has written the state; its result is
     *     what is done with each window
     * @throws IllegalArgumentException if the windows cannot be those of the assigner
     */
    public static StoredWindows of(Form form, Operation.Window operation, WindowEnvironment environment)
            throws Exception {
        return switch (form.way()) {
            case SLICES -> new StoredSlices(operation, layout(operation), environment);
            case SEPARATE -> new StoredPartials(operation, layout(operation), environment);
            case SESSIONS -> new StoredSessions(operation, environment);
            case TRIGGERED -> new StoredContents(operation, form.merging(), environment);
        };
    }

    private static SliceLayout layout(Operation.Window operation) {
        WindowAssigner<?, ?> assigner = operation.windowing().assigner();
        return new SliceLayout(Alignment.of(assigner)
                .orElseThrow(() -> new IllegalArgumentException("the state is that of tumbling or sliding windows,"
                        + " whose size " + assigner + " does not tell")));
    }

    static PartialAggregation aggregation(Operation.Window operation, WindowEnvironment environment) {
        return PartialAggregation.of(operation.contents(), operation.windowing().elementType(), environment.config());
    }

    /** Calls the function for every window of every key. */
    public abstract void forEach() throws Exception;

    /**
     * Makes a window the current one and gives what calls the function.
     *
     * @param hasFired whether it has fired since its last element
     */
    final WindowFunctionCall current(Window now, boolean hasFired) {
        window = now;
        fired = hasFired;
        return call;
    }

    final WindowFunctionCall call() {
        return call;
    }

    /** What to say of a stored end of a window or slice that the assigner does not know. */
    static IllegalArgumentException misplaced(WindowAssigner<?, ?> assigner, long end) {
        return new IllegalArgumentException("the state has a window, or a slice of one, that ends at " + end
                + ", where none of " + assigner + " does: give the assigner that the job has");
    }

    final KeyedStates states() {
        return states;
    }

    final Namespaces<Window> namespaces() {
        return namespaces;
    }

    /** The window that the function is called for. */
    public final Window window() {
        return window;
    }

    /**
     * The event times at which something is due for the current window. Windows that fire without timers of their own tell
     * their last timestamp until they have fired.
     */
    public Set<Long> eventTimeTimers() throws Exception {
        return eventTime ? end() : Set.of();
    }

    /** As {@link #eventTimeTimers}, of processing time. */
    public Set<Long> processingTimeTimers() throws Exception {
        return eventTime ? Set.of() : end();
    }

    private Set<Long> end() {
        return fired ? Set.of() : Set.of(window.maxTimestamp());
    }

    /** A state of the trigger in the current window. */
    public final <S extends State> S triggerState(StateDescriptor<S, ?> descriptor) {
        return states.state(descriptor, namespaces).in(window);
    }

    /** The window function's state in the current window. */
    public final KeyedStateStore windowState() {
        return windowState.of(window);
    }

    /** The window function's state for the current key, in all windows. */
    public final KeyedStateStore globalState() {
        return states;
    }
}
