package dev.weft.state.api;

import dev.weft.api.common.functions.DefaultOpenContext;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.configuration.Configuration;
import dev.weft.engine.state.KeyedStates;
import dev.weft.engine.state.OperatorState;
import dev.weft.engine.state.spi.NamespacedState;
import dev.weft.state.api.functions.KeyedStateReaderFunction;
import dev.weft.util.Collector;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads the states of a process function, by the keys that have contents in one of them.
 *
 * @param <K> the keys
 * @param <OUT> what the function reads
 */
final class KeyedStateReading<K, OUT> extends KeyedReading<OUT> {

    private static final long serialVersionUID = 1L;

    private final KeyedStateReaderFunction<K, OUT> function;

    KeyedStateReading(KeyedStateReaderFunction<K, OUT> function, TypeInformation<K> keyType, Configuration settings) {
        super(keyType, settings);
        this.function = function;
    }

    @Override
    void read(OperatorState state, StatePart part, Collector<OUT> out) throws Exception {
        KeyedStates states = state.keyed();
        StateContext context = new StateContext(getRuntimeContext(), states);
        function.setRuntimeContext(context);
        function.open(DefaultOpenContext.INSTANCE);
        try {
            List<NamespacedState<?, Void>> declared = List.copyOf(context.declared());
            if (declared.isEmpty()) {
                throw new IllegalStateException(function.getClass().getName()
                        + " declares no state: ask for it in open(), by getRuntimeContext()");
            }
            KeyTimers timers = new KeyTimers(states);
            Set<Object> seen = declared.size() == 1 ? Set.of() : new HashSet<>();
            for (NamespacedState<?, Void> each : declared) {
                each.forEachKey(null, key -> {
                    if (declared.size() == 1 || seen.add(key)) {
                        call(key, timers, out);
                    }
                });
            }
        } finally {
            function.close();
        }
    }

    @SuppressWarnings("unchecked") // the keys are of the type that the program gave
    private void call(Object key, KeyTimers timers, Collector<OUT> out) throws Exception {
        function.readKey((K) key, timers, out);
    }
}
