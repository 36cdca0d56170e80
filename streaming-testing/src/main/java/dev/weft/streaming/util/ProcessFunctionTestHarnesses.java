package dev.weft.streaming.util;

import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.java.functions.KeySelector;
import dev.weft.streaming.api.functions.KeyedProcessFunction;
import dev.weft.streaming.api.functions.ProcessFunction;
import dev.weft.streaming.api.functions.co.CoProcessFunction;
import dev.weft.streaming.api.functions.co.KeyedCoProcessFunction;

/** Harnesses of process functions, open and ready. */
public final class ProcessFunctionTestHarnesses {
    private ProcessFunctionTestHarnesses() {}

    public static <IN, OUT> OneInputStreamOperatorTestHarness<IN, OUT> forProcessFunction(
            ProcessFunction<IN, OUT> function, TypeInformation<IN> inputType, TypeInformation<OUT> outputType)
            throws Exception {
        OneInputStreamOperatorTestHarness<IN, OUT> harness =
                new OneInputStreamOperatorTestHarness<>(inputType, stream -> stream.process(function, outputType));
        harness.open();
        return harness;
    }

    public static <K, IN, OUT> KeyedOneInputStreamOperatorTestHarness<K, IN, OUT> forKeyedProcessFunction(
            KeyedProcessFunction<K, IN, OUT> function,
            TypeInformation<IN> inputType,
            KeySelector<IN, K> keySelector,
            TypeInformation<K> keyType,
            TypeInformation<OUT> outputType)
            throws Exception {
        KeyedOneInputStreamOperatorTestHarness<K, IN, OUT> harness = new KeyedOneInputStreamOperatorTestHarness<>(
                inputType, keySelector, keyType, stream -> stream.process(function, outputType));
        harness.open();
        return harness;
    }

    public static <IN1, IN2, OUT> TwoInputStreamOperatorTestHarness<IN1, IN2, OUT> forCoProcessFunction(
            CoProcessFunction<IN1, IN2, OUT> function,
            TypeInformation<IN1> firstType,
            TypeInformation<IN2> secondType,
            TypeInformation<OUT> outputType)
            throws Exception {
        TwoInputStreamOperatorTestHarness<IN1, IN2, OUT> harness = new TwoInputStreamOperatorTestHarness<>(
                firstType, secondType, (first, second) -> first.connect(second).process(function, outputType));
        harness.open();
        return harness;
    }

    public static <K, IN1, IN2, OUT> KeyedTwoInputStreamOperatorTestHarness<K, IN1, IN2, OUT> forKeyedCoProcessFunction(
            KeyedCoProcessFunction<K, IN1, IN2, OUT> function,
            TypeInformation<IN1> firstType,
            TypeInformation<IN2> secondType,
            KeyedTwoInputStreamOperatorTestHarness.Keys<K, IN1, IN2> keys,
            TypeInformation<OUT> outputType)
            throws Exception {
        KeyedTwoInputStreamOperatorTestHarness<K, IN1, IN2, OUT> harness = new KeyedTwoInputStreamOperatorTestHarness<>(
                firstType,
                secondType,
                keys,
                (first, second) -> first.connect(second).process(function, outputType));
        harness.open();
        return harness;
    }
}
