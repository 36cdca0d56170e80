package dev.weft.state.api;

import dev.weft.annotation.PublicEvolving;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.java.functions.KeySelector;
import dev.weft.api.java.typeutils.TypeExtractor;
import dev.weft.state.api.functions.BroadcastStateBootstrapFunction;
import dev.weft.state.api.functions.StateBootstrapFunction;
import dev.weft.streaming.api.datastream.DataStream;

/**
 * A stream of which state will be made.
 *
 * @param <T> its elements
 */
@PublicEvolving
public class OneInputStateTransformation<T> {

    private final DataStream<T> stream;

    OneInputStateTransformation(DataStream<T> stream) {
        this.stream = stream;
    }

    /** Makes list and union list state. */
    public StateBootstrapTransformation<T> transform(StateBootstrapFunction<T> processFunction) {
        return new StateBootstrapTransformation<>(
                stream,
                (elements, target) -> elements.transform(
                        "state",
                        TypeInformation.of(StatePart.class),
                        new ListBootstrapOperator<>(processFunction, target)));
    }

    /** Makes broadcast state. */
    public StateBootstrapTransformation<T> transform(BroadcastStateBootstrapFunction<T> processFunction) {
        return new StateBootstrapTransformation<>(
                stream,
                (elements, target) -> elements.global()
                        .transform(
                                "state",
                                TypeInformation.of(StatePart.class),
                                new BroadcastBootstrapOperator<>(processFunction, target))
                        .setParallelism(1));
    }

    /** Divides the stream by keys; their type is found from the selector. */
    public <K> KeyedStateTransformation<K, T> keyBy(KeySelector<T, K> keySelector) {
        return keyBy(keySelector, TypeExtractor.getKeySelectorTypes(keySelector, stream.getType()));
    }

    /** Divides the stream by keys, which are of the same type as those of the operator. */
    public <K> KeyedStateTransformation<K, T> keyBy(KeySelector<T, K> keySelector, TypeInformation<K> keyType) {
        return new KeyedStateTransformation<>(stream, keySelector, keyType);
    }
}
