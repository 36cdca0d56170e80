package dev.weft.state.api;

import dev.weft.api.common.functions.DefaultOpenContext;
import dev.weft.api.common.functions.RichFlatMapFunction;
import dev.weft.api.common.operators.ProcessingTimeService;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.configuration.Configuration;
import dev.weft.configuration.StateBackendOptions;
import dev.weft.engine.state.KeyedStates;
import dev.weft.engine.state.OperatorPieces;
import dev.weft.engine.state.OperatorState;
import dev.weft.engine.state.StateBackends;
import dev.weft.engine.state.spi.KeyedPiece;
import dev.weft.engine.state.spi.NamespacedState;
import dev.weft.state.api.functions.KeyedStateReaderFunction;
import dev.weft.util.Collector;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ScheduledFuture;

/**
 * Reads keyed state, part by part: restores each into a backend that knows its format, and calls the function for its keys.
 *
 * @param <K> the keys
 * @param <OUT> what the function reads
 */
final class KeyedStateReading<K, OUT> extends RichFlatMapFunction<StatePart, OUT> {

    private static final long serialVersionUID = 1L;

    private final KeyedStateReaderFunction<K, OUT> function;
    private final TypeInformation<K> keyType;
    private final Configuration settings;

    KeyedStateReading(KeyedStateReaderFunction<K, OUT> function, TypeInformation<K> keyType, Configuration settings) {
        this.function = function;
        this.keyType = keyType;
        this.settings = settings;
    }

    @Override
    public void flatMap(StatePart part, Collector<OUT> out) throws Exception {
        OperatorPieces pieces = part.stored();
        Configuration backend = settingsFor(pieces);
        try (TaskHost host = new TaskHost(getRuntimeContext(), backend);
                OperatorState state = OperatorState.keyed(
                        new OperatorState.Source(
                                StateBackends.of(backend),
                                host,
                                getRuntimeContext().getExecutionConfig(),
                                pieces),
                        new OperatorState.Keys(keyType, part.groups(), part.maxParallelism()))) {
            read(state.keyed(), out);
        }
    }

    /** State in a format of its own is read by the backend that wrote it, any other on the heap. */
    private Configuration settingsFor(OperatorPieces pieces) {
        Configuration backend = new Configuration(settings);
        backend.set(
                StateBackendOptions.STATE_BACKEND,
                pieces.keyed().stream()
                        .map(KeyedPiece::format)
                        .filter(format -> !format.equals(KeyedPiece.PORTABLE))
                        .findFirst()
                        .orElse("hashmap"));
        return backend;
    }

    private void read(KeyedStates states, Collector<OUT> out) throws Exception {
        StateContext context = new StateContext(getRuntimeContext(), states);
        function.setRuntimeContext(context);
        function.open(DefaultOpenContext.INSTANCE);
        try {
            List<NamespacedState<?, Void>> declared = List.copyOf(context.declared());
            if (declared.isEmpty()) {
                throw new IllegalStateException(function.getClass().getName()
                        + " declares no state: ask for it in open(), by getRuntimeContext()");
            }
            KeyTimers timers = new KeyTimers(states, new NoTime());
            Set<Object> seen = declared.size() == 1 ? Set.of() : new HashSet<>();
            for (NamespacedState<?, Void> state : declared) {
                state.forEachKey(null, key -> {
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
        timers.of(key);
        function.readKey((K) key, timers, out);
    }

    /** Timers are only looked at. */
    private static final class NoTime implements ProcessingTimeService {
        @Override
        public long getCurrentProcessingTime() {
            return System.currentTimeMillis();
        }

        @Override
        public ScheduledFuture<?> registerTimer(long time, ProcessingTimeCallback target) {
            throw new UnsupportedOperationException("no timer fires while state is read");
        }
    }
}
