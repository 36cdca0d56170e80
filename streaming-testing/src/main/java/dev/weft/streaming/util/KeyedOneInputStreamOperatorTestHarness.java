package dev.weft.streaming.util;

import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.java.functions.KeySelector;
import dev.weft.program.Partitioning;
import dev.weft.streaming.api.datastream.KeyedStream;
import dev.weft.streaming.api.datastream.SingleOutputStreamOperator;
import dev.weft.streaming.api.operators.OneInputStreamOperator;
import dev.weft.streaming.api.operators.OneInputStreamOperatorFactory;
import dev.weft.streaming.api.operators.SimpleOperatorFactory;
import java.util.function.Function;

/**
 * Test harness for an operator on a keyed stream:
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

    /** @param subtask index of this instance among {@code parallelism} ones */
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

    /**
     * @param operator one that the user wrote, or of a function: {@code new KeyedProcessOperator<>(...)}; its function is
     *     run as the very object that it is
     */
    public KeyedOneInputStreamOperatorTestHarness(
            OneInputStreamOperator<IN, OUT> operator, KeySelector<IN, K> keySelector, TypeInformation<K> keyType) {
        this(operator, keySelector, keyType, MAX_PARALLELISM, 1, 0);
    }

    /** @param subtaskIndex index of this instance among {@code parallelism} ones */
    public KeyedOneInputStreamOperatorTestHarness(
            OneInputStreamOperator<IN, OUT> operator,
            KeySelector<IN, K> keySelector,
            TypeInformation<K> keyType,
            int maxParallelism,
            int parallelism,
            int subtaskIndex) {
        super(
                itself(
                        SimpleOperatorFactory.of(operator),
                        Copying.NONE,
                        new Partitioning.KeyGroups(keySelector, keyType)),
                maxParallelism,
                parallelism,
                subtaskIndex);
    }

    /** @param factory creates the operator */
    public KeyedOneInputStreamOperatorTestHarness(
            OneInputStreamOperatorFactory<IN, OUT> factory,
            KeySelector<IN, K> keySelector,
            TypeInformation<K> keyType) {
        super(itself(factory, Copying.NONE, new Partitioning.KeyGroups(keySelector, keyType)), MAX_PARALLELISM, 1, 0);
    }

    /** Whether this instance owns an element's key. */
    public boolean owns(IN value) throws Exception {
        return owns(0, value);
    }
}
