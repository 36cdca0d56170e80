package dev.weft.streaming.util;

import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.java.functions.KeySelector;
import dev.weft.streaming.api.datastream.KeyedStream;
import dev.weft.streaming.api.datastream.SingleOutputStreamOperator;
import java.util.function.Function;

/**
 * Runs an operator on a keyed stream:
 *
 * <pre>{@code
 * try (var harness = new KeyedOneInputStreamOperatorTestHarness<>(
 *         Types.LONG, number -> number % 2, Types.LONG, stream -> stream.process(new MyFunction()))) {
 *     harness.open();
 *     harness.processElement(3L, 100);
 *     harness.processWatermark(100);
 *     assertThat(harness.extractOutputValues()).containsExactly(...);
 * }
 * }</pre>
 */
@SuppressWarnings("try") // closing may be interrupted
public class KeyedOneInputStreamOperatorTestHarness<K, IN, OUT> extends OneInputStreamOperatorTestHarness<IN, OUT> {

    /** @param operator applies one operator to a keyed stream: {@code stream -> stream.process(...)} */
    public KeyedOneInputStreamOperatorTestHarness(
            TypeInformation<IN> inputType,
            KeySelector<IN, K> keySelector,
            TypeInformation<K> keyType,
            Function<KeyedStream<IN, K>, SingleOutputStreamOperator<OUT>> operator) {
        this(inputType, keySelector, keyType, operator, MAX_PARALLELISM, 1, 0);
    }

    /** @param subtask which of {@code parallelism} instances this is */
    public KeyedOneInputStreamOperatorTestHarness(
            TypeInformation<IN> inputType,
            KeySelector<IN, K> keySelector,
            TypeInformation<K> keyType,
            Function<KeyedStream<IN, K>, SingleOutputStreamOperator<OUT>> operator,
            int maxParallelism,
            int parallelism,
            int subtask) {
        super(
                inputType,
                stream -> operator.apply(stream.keyBy(keySelector, keyType)),
                maxParallelism,
                parallelism,
                subtask);
    }

    /** Whether an element with this value belongs to this instance, by its key. */
    public boolean owns(IN value) throws Exception {
        return owns(0, value);
    }
}
