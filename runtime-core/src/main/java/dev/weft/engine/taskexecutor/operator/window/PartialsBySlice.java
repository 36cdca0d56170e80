package dev.weft.engine.taskexecutor.operator.window;

import dev.weft.api.common.state.AppendingState;
import dev.weft.engine.state.KeyedStates;
import dev.weft.engine.state.spi.NamespacedState;
import dev.weft.engine.state.spi.Namespaces;

/**
 * One state entry per slice and key. Backends store the entries of one slice together, so that a slice is cheap to
 * visit and to drop. For elements that belong to one slice each.
 */
final class PartialsBySlice implements PartialStore {

    private static final long NOWHERE = Long.MIN_VALUE;

    private final PartialAggregation aggregation;
    private final NamespacedState<? extends AppendingState<Object, Object>, Long> state;
    /** The slice that {@link #handle} stands for. */
    private long handleAt = NOWHERE;

    private AppendingState<Object, Object> handle;

    PartialsBySlice(String stateName, PartialAggregation aggregation, KeyedStates states) {
        this.aggregation = aggregation;
        this.state = states.state(aggregation.descriptor(stateName), Namespaces.LONGS);
    }

    private AppendingState<Object, Object> at(long end) {
        if (handleAt != end) {
            handle = state.at(end);
            handleAt = end;
        }
        return handle;
    }

    @Override
    public void add(long end, Object element) throws Exception {
        at(end).add(element);
    }

    @Override
    public void addToEach(long first, long last, long step, Object element) throws Exception {
        for (long end = first; end <= last; end += step) {
            add(end, aggregation.shared(element));
        }
    }

    @Override
    public Object get(long end) throws Exception {
        return at(end).get();
    }

    @Override
    public void visit(long end, PartialAction action) throws Exception {
        state.forEachKey(end, key -> {
            Object partial = state.at(end).get();
            if (partial != null) {
                action.accept(key, partial);
            }
        });
        handleAt = NOWHERE;
    }

    @Override
    public void take(long end, PartialAction action) throws Exception {
        visit(end, action);
        drop(end);
    }

    @Override
    public void drop(long end) {
        state.drop(end);
        handleAt = NOWHERE;
    }

    @Override
    public void onKeyForgotten() {
        handleAt = NOWHERE;
    }
}
