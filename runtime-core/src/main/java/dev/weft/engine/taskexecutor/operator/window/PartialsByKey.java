package dev.weft.engine.taskexecutor.operator.window;

import dev.weft.api.common.state.ValueState;
import dev.weft.api.common.state.ValueStateDescriptor;
import dev.weft.engine.state.KeyedStates;
import dev.weft.engine.state.spi.NamespacedState;
import dev.weft.engine.state.spi.Namespaces;
import dev.weft.engine.state.spi.StateArguments;

/**
 * One state entry per key, with the partial aggregates of all its windows side by side. For elements that belong to
 * many windows each: one lookup serves all of them, and the accumulators are adjacent in memory.
 */
final class PartialsByKey implements PartialStore {

    private final String stateName;
    private final PartialAggregation aggregation;
    private final NamespacedState<ValueState<Object>, Void> ofAllKeys;
    private final ValueState<Object> state;

    PartialsByKey(String stateName, PartialAggregation aggregation, KeyedStates states) {
        this.stateName = stateName;
        this.aggregation = aggregation;
        this.ofAllKeys = states.state(
                new ValueStateDescriptor<>(stateName, new WindowPartialsSerializer(aggregation.serializer())),
                Namespaces.NONE);
        this.state = ofAllKeys.undivided();
    }

    private WindowPartials ofKey() throws Exception {
        WindowPartials kept = (WindowPartials) state.value();
        return kept == null ? new WindowPartials() : kept;
    }

    @Override
    public void add(long end, Object element) throws Exception {
        addToEach(end, end, 1, element);
    }

    @Override
    public void addToEach(long first, long last, long step, Object element) throws Exception {
        WindowPartials windows = ofKey();
        int i = windows.firstEndingFrom(first);
        for (long end = first; end <= last; end += step) {
            Object shared = StateArguments.aggregated(aggregation.shared(element));
            if (i < windows.size() && windows.end(i) == end) {
                windows.set(i, added(windows.partial(i), shared));
            } else {
                windows.insert(i, end, added(null, shared));
            }
            i++;
        }
        state.update(windows);
    }

    private Object added(Object partial, Object element) throws Exception {
        return StateArguments.result(aggregation.add(partial, element), stateName);
    }

    @Override
    public Object get(long end) throws Exception {
        WindowPartials windows = ofKey();
        int i = windows.firstEndingFrom(end);
        return windows.hasAt(i, end) ? windows.partial(i) : null;
    }

    @Override
    public void visit(long end, PartialAction action) throws Exception {
        ofAllKeys.forEachKey(null, key -> {
            Object partial = get(end);
            if (partial != null) {
                action.accept(key, partial);
            }
        });
    }

    @Override
    public void take(long end, PartialAction action) throws Exception {
        ofAllKeys.forEachKey(null, key -> {
            WindowPartials windows = ofKey();
            int i = windows.firstEndingFrom(end);
            if (windows.hasAt(i, end)) {
                Object partial = windows.remove(i);
                if (windows.size() == 0) {
                    state.clear();
                } else {
                    state.update(windows);
                }
                action.accept(key, partial);
            }
        });
    }

    @Override
    public void drop(long end) throws Exception {
        take(end, (key, partial) -> {});
    }

    @Override
    public void onKeyForgotten() {}
}
