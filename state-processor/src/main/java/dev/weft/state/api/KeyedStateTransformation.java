package dev.weft.state.api;

import dev.weft.annotation.PublicEvolving;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.java.functions.KeySelector;
import dev.weft.state.api.functions.KeyedStateBootstrapFunction;
import dev.weft.streaming.api.datastream.DataStream;
import dev.weft.streaming.api.windowing.assigners.WindowAssigner;
import dev.weft.streaming.api.windowing.windows.Window;

/**
 * A stream by keys of which keyed state will be made.
 *
 * @param <K> the keys
 * @param <T> the elements
 */
@PublicEvolving
public class KeyedStateTransformation<K, T> {

    private final DataStream<T> stream;
    private final KeySelector<T, K> selector;
    private final TypeInformation<K> keyType;

    KeyedStateTransformation(DataStream<T> stream, KeySelector<T, K> selector, TypeInformation<K> keyType) {
        this.stream = stream;
        this.selector = selector;
        this.keyType = keyType;
    }

    /** Makes keyed state and timers. */
    public StateBootstrapTransformation<T> transform(KeyedStateBootstrapFunction<K, T> processFunction) {
        return new StateBootstrapTransformation<>(
                stream,
                (elements, target) -> elements.keyBy(selector, keyType)
                        .transform(
                                "state",
                                TypeInformation.of(StatePart.class),
                                new KeyedBootstrapOperator<>(processFunction, target, selector, keyType)));
    }

    /** Makes the state of windows. */
    public <W extends Window> WindowedStateTransformation<T, K, W> window(WindowAssigner<? super T, W> assigner) {
        return new WindowedStateTransformation<>(stream, selector, keyType, assigner);
    }
}
