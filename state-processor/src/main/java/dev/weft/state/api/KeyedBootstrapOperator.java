package dev.weft.state.api;

import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.java.functions.KeySelector;
import dev.weft.engine.state.EndOfInputTime;
import dev.weft.engine.state.KeyedTimers;
import dev.weft.engine.state.OperatorState;
import dev.weft.engine.state.UserTimers;
import dev.weft.engine.state.spi.Namespaces;
import dev.weft.engine.types.KeyHasher;
import dev.weft.state.api.functions.KeyedStateBootstrapFunction;
import dev.weft.streaming.api.TimerService;
import dev.weft.streaming.runtime.streamrecord.StreamRecord;

/** Makes keyed state and timers. Its input is keyed by the same selector. */
final class KeyedBootstrapOperator<K, IN> extends BootstrapOperator<IN, KeyedStateBootstrapFunction<K, IN>> {

    private static final long serialVersionUID = 1L;

    private final KeySelector<IN, K> selector;
    private final TypeInformation<K> keyType;

    private transient OperatorState state;
    private transient KeyHasher hasher;
    private transient Context<K, IN> context;

    KeyedBootstrapOperator(
            KeyedStateBootstrapFunction<K, IN> function,
            Target target,
            KeySelector<IN, K> selector,
            TypeInformation<K> keyType) {
        super(function, target);
        this.selector = selector;
        this.keyType = keyType;
    }

    @Override
    OperatorState create(OperatorState.Source source) throws Exception {
        return OperatorState.keyed(source, new OperatorState.Keys(keyType, keyGroups(), maxParallelism()));
    }

    @Override
    void prepare(KeyedStateBootstrapFunction<K, IN> function, OperatorState empty) {
        state = empty;
        hasher = KeyHasher.of(keyType);
        KeyedTimers<Void> timers = empty.keyed()
                .timers(
                        KeyTimers.NAME,
                        Namespaces.NONE,
                        new EndOfInputTime(getProcessingTimeService()),
                        (domain, time) -> {});
        context = new Context<>(function, empty, new UserTimers(timers));
        function.setRuntimeContext(new StateContext(getRuntimeContext(), empty.keyed()));
    }

    @Override
    void process(KeyedStateBootstrapFunction<K, IN> function, StreamRecord<IN> element) throws Exception {
        K key = selector.getKey(element.getValue());
        state.keyed().use(key, hasher.hash(key));
        function.processElement(element.getValue(), context);
    }

    private static final class Context<K, IN> extends KeyedStateBootstrapFunction<K, IN>.Context {

        private final OperatorState state;
        private final TimerService timers;

        Context(KeyedStateBootstrapFunction<K, IN> function, OperatorState state, TimerService timers) {
            function.super();
            this.state = state;
            this.timers = timers;
        }

        @Override
        public TimerService timerService() {
            return timers;
        }

        @Override
        @SuppressWarnings("unchecked") // the current key came from the selector
        public K getCurrentKey() {
            return (K) state.keyed().key();
        }
    }
}
