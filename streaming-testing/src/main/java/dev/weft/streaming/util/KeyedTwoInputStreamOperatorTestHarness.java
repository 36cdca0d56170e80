package dev.weft.streaming.util;

import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.java.functions.KeySelector;
import dev.weft.program.Partitioning;
import dev.weft.streaming.api.datastream.KeyedStream;
import dev.weft.streaming.api.datastream.SingleOutputStreamOperator;
import dev.weft.streaming.api.operators.TwoInputStreamOperator;
import java.util.function.BiFunction;

/** Test harness for an operator on two streams with the same key type. */
@SuppressWarnings("try") // closing may be interrupted
public class KeyedTwoInputStreamOperatorTestHarness<K, IN1, IN2, OUT>
        extends TwoInputStreamOperatorTestHarness<IN1, IN2, OUT> {

    /**
     * The key selectors of the two inputs.
     *
     * @param keyType of both
     */
    public record Keys<K, IN1, IN2>(
            KeySelector<IN1, K> first, KeySelector<IN2, K> second, TypeInformation<K> keyType) {}

    /** @param operator applies one operator: {@code (a, b) -> a.connect(b).process(...)} */
    public KeyedTwoInputStreamOperatorTestHarness(
            TypeInformation<IN1> firstType,
            TypeInformation<IN2> secondType,
            Keys<K, IN1, IN2> keys,
            BiFunction<KeyedStream<IN1, K>, KeyedStream<IN2, K>, SingleOutputStreamOperator<OUT>> operator) {
        this(firstType, secondType, keys, operator, OneInputStreamOperatorTestHarness.MAX_PARALLELISM, 1, 0);
    }

    /** @param subtask index of this instance among {@code parallelism} ones */
    public KeyedTwoInputStreamOperatorTestHarness(
            TypeInformation<IN1> firstType,
            TypeInformation<IN2> secondType,
            Keys<K, IN1, IN2> keys,
            BiFunction<KeyedStream<IN1, K>, KeyedStream<IN2, K>, SingleOutputStreamOperator<OUT>> operator,
            int maxParallelism,
            int parallelism,
            int subtask) {
        super(
                firstType,
                secondType,
                (first, second) -> operator.apply(
                        first.keyBy(keys.first(), keys.keyType()), second.keyBy(keys.second(), keys.keyType())),
                maxParallelism,
                parallelism,
                subtask);
    }

    /**
     * @param operator one that the user wrote, or of a function: {@code new KeyedCoProcessOperator<>(...)}; its function is
     *     run as the very object that it is
     * @param keySelector2 null for a broadcast stream
     */
    public KeyedTwoInputStreamOperatorTestHarness(
            TwoInputStreamOperator<IN1, IN2, OUT> operator,
            KeySelector<IN1, K> keySelector1,
            KeySelector<IN2, K> keySelector2,
            TypeInformation<K> keyType) {
        this(operator, keySelector1, keySelector2, keyType, OneInputStreamOperatorTestHarness.MAX_PARALLELISM, 1, 0);
    }

    /** @param subtaskIndex index of this instance among {@code numSubtasks} ones */
    public KeyedTwoInputStreamOperatorTestHarness(
            TwoInputStreamOperator<IN1, IN2, OUT> operator,
            KeySelector<IN1, K> keySelector1,
            KeySelector<IN2, K> keySelector2,
            TypeInformation<K> keyType,
            int maxParallelism,
            int numSubtasks,
            int subtaskIndex) {
        super(
                itself(operator, spread(keySelector1, keyType), spread(keySelector2, keyType)),
                maxParallelism,
                numSubtasks,
                subtaskIndex);
    }

    private static Partitioning spread(KeySelector<?, ?> keySelector, TypeInformation<?> keyType) {
        return keySelector == null ? new Partitioning.Broadcast() : new Partitioning.KeyGroups(keySelector, keyType);
    }

    /** Whether this instance owns the key of an element of the first input. */
    public boolean owns1(IN1 value) throws Exception {
        return owns(0, value);
    }

    /** Whether this instance owns the key of an element of the second input. */
    public boolean owns2(IN2 value) throws Exception {
        return owns(1, value);
    }
}
