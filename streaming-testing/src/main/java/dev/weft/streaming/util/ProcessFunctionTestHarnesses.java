package dev.weft.streaming.util;

import dev.weft.api.common.state.MapStateDescriptor;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.java.functions.KeySelector;
import dev.weft.program.Operation;
import dev.weft.program.Partitioning;
import dev.weft.streaming.api.functions.KeyedProcessFunction;
import dev.weft.streaming.api.functions.ProcessFunction;
import dev.weft.streaming.api.functions.co.BroadcastProcessFunction;
import dev.weft.streaming.api.functions.co.CoProcessFunction;
import dev.weft.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import dev.weft.streaming.api.functions.co.KeyedCoProcessFunction;
import dev.weft.streaming.api.operators.KeyedProcessOperator;
import dev.weft.streaming.api.operators.ProcessOperator;
import dev.weft.streaming.api.operators.co.CoProcessOperator;
import dev.weft.streaming.api.operators.co.KeyedCoProcessOperator;
import java.util.List;

/**
 * Creates open harnesses of process functions. The function object is run itself, not a copy. For settings that must
 * precede {@code open()}, such as the state backend, use the harness's constructor.
 */
public final class ProcessFunctionTestHarnesses {
    private ProcessFunctionTestHarnesses() {}

    public static <IN, OUT> OneInputStreamOperatorTestHarness<IN, OUT> forProcessFunction(
            ProcessFunction<IN, OUT> function) throws Exception {
        return opened(new OneInputStreamOperatorTestHarness<>(new ProcessOperator<>(function)));
    }

    public static <K, IN, OUT> KeyedOneInputStreamOperatorTestHarness<K, IN, OUT> forKeyedProcessFunction(
            KeyedProcessFunction<K, IN, OUT> function, KeySelector<IN, K> keySelector, TypeInformation<K> keyType)
            throws Exception {
        return opened(new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(function), keySelector, keyType));
    }

    public static <IN1, IN2, OUT> TwoInputStreamOperatorTestHarness<IN1, IN2, OUT> forCoProcessFunction(
            CoProcessFunction<IN1, IN2, OUT> function) throws Exception {
        return opened(new TwoInputStreamOperatorTestHarness<>(new CoProcessOperator<>(function)));
    }

    public static <K, IN1, IN2, OUT> KeyedTwoInputStreamOperatorTestHarness<K, IN1, IN2, OUT> forKeyedCoProcessFunction(
            KeyedCoProcessFunction<K, IN1, IN2, OUT> function,
            KeySelector<IN1, K> keySelector1,
            KeySelector<IN2, K> keySelector2,
            TypeInformation<K> keyType)
            throws Exception {
        return opened(new KeyedTwoInputStreamOperatorTestHarness<>(
                new KeyedCoProcessOperator<>(function), keySelector1, keySelector2, keyType));
    }

    /** @param descriptors the broadcast states */
    public static <IN1, IN2, OUT> BroadcastOperatorTestHarness<IN1, IN2, OUT> forBroadcastProcessFunction(
            BroadcastProcessFunction<IN1, IN2, OUT> function, MapStateDescriptor<?, ?>... descriptors)
            throws Exception {
        return opened(
                new BroadcastOperatorTestHarness<>(new Operation.BroadcastProcess(function, List.of(descriptors))));
    }

    /** @param descriptors the broadcast states */
    public static <K, IN1, IN2, OUT>
            KeyedBroadcastOperatorTestHarness<K, IN1, IN2, OUT> forKeyedBroadcastProcessFunction(
                    KeyedBroadcastProcessFunction<K, IN1, IN2, OUT> function,
                    KeySelector<IN1, K> keySelector,
                    TypeInformation<K> keyType,
                    MapStateDescriptor<?, ?>... descriptors)
                    throws Exception {
        return opened(new KeyedBroadcastOperatorTestHarness<>(
                new Operation.KeyedBroadcastProcess(function, List.of(descriptors)),
                new Partitioning.KeyGroups(keySelector, keyType)));
    }

    private static <H extends AbstractStreamOperatorTestHarness<?>> H opened(H harness) throws Exception {
        harness.open();
        return harness;
    }
}
