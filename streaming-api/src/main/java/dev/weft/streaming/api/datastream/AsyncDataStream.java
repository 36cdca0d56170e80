package dev.weft.streaming.api.datastream;

import dev.weft.api.java.typeutils.TypeExtractor;
import dev.weft.program.Operation;
import dev.weft.streaming.api.functions.async.AsyncFunction;
import dev.weft.streaming.api.functions.async.AsyncRetryStrategy;
import dev.weft.streaming.api.transformations.OutputType;
import dev.weft.streaming.util.retryable.AsyncRetryStrategies;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * Calls an external service for each element without waiting for the answer, with a bounded number of requests open.
 * The results of one element stay together, have its timestamp, and never overtake a watermark. Elements whose requests
 * are open are part of the operator's state.
 */
public class AsyncDataStream {
    private static final int DEFAULT_QUEUE_CAPACITY = 100;

    /** The order in which results are emitted. */
    public enum OutputMode {
        /** In the order of the elements. */
        ORDERED,
        /** As answers come, but not across a watermark. */
        UNORDERED
    }

    /**
     * Emits results as answers come; none overtakes a watermark. Lowest latency.
     *
     * @param func called on the task's thread; its future may be completed on any thread
     * @param timeout how long an answer may take; afterwards {@code AsyncFunction.timeout} is called; 0 waits for ever
     * @param capacity how many requests may be open, at least 1; beyond it the input waits
     */
    public static <IN, OUT> SingleOutputStreamOperator<OUT> unorderedWait(
            DataStream<IN> in, AsyncFunction<IN, OUT> func, long timeout, TimeUnit timeUnit, int capacity) {
        return wait(in, func, timeUnit.toMillis(timeout), capacity, OutputMode.UNORDERED, noRetry());
    }

    /** As the method with a capacity, with a capacity of 100. */
    public static <IN, OUT> SingleOutputStreamOperator<OUT> unorderedWait(
            DataStream<IN> in, AsyncFunction<IN, OUT> func, long timeout, TimeUnit timeUnit) {
        return unorderedWait(in, func, timeout, timeUnit, DEFAULT_QUEUE_CAPACITY);
    }

    /**
     * Emits results in the order of the elements: an answer waits for those before it.
     *
     * @param func called on the task's thread; its future may be completed on any thread
     * @param timeout how long an answer may take; afterwards {@code AsyncFunction.timeout} is called; 0 waits for ever
     * @param capacity how many requests may be open, at least 1; beyond it the input waits
     */
    public static <IN, OUT> SingleOutputStreamOperator<OUT> orderedWait(
            DataStream<IN> in, AsyncFunction<IN, OUT> func, long timeout, TimeUnit timeUnit, int capacity) {
        return wait(in, func, timeUnit.toMillis(timeout), capacity, OutputMode.ORDERED, noRetry());
    }

    /** As the method with a capacity, with a capacity of 100. */
    public static <IN, OUT> SingleOutputStreamOperator<OUT> orderedWait(
            DataStream<IN> in, AsyncFunction<IN, OUT> func, long timeout, TimeUnit timeUnit) {
        return orderedWait(in, func, timeout, timeUnit, DEFAULT_QUEUE_CAPACITY);
    }

    /** As the method with a capacity, with a capacity of 100. */
    public static <IN, OUT> SingleOutputStreamOperator<OUT> unorderedWaitWithRetry(
            DataStream<IN> in,
            AsyncFunction<IN, OUT> func,
            long timeout,
            TimeUnit timeUnit,
            AsyncRetryStrategy<OUT> asyncRetryStrategy) {
        return unorderedWaitWithRetry(in, func, timeout, timeUnit, DEFAULT_QUEUE_CAPACITY, asyncRetryStrategy);
    }

    /**
     * As {@code unorderedWait}, and asks again after failures or results that the strategy does not accept.
     *
     * @param timeout for all tries of an element together, above 0
     * @param asyncRetryStrategy how often and after which delay an element is tried again
     * @throws IllegalArgumentException if the timeout is not above 0
     */
    public static <IN, OUT> SingleOutputStreamOperator<OUT> unorderedWaitWithRetry(
            DataStream<IN> in,
            AsyncFunction<IN, OUT> func,
            long timeout,
            TimeUnit timeUnit,
            int capacity,
            AsyncRetryStrategy<OUT> asyncRetryStrategy) {
        return wait(
                in, func, retryTimeout(timeUnit.toMillis(timeout)), capacity, OutputMode.UNORDERED, asyncRetryStrategy);
    }

    /** As the method with a capacity, with a capacity of 100. */
    public static <IN, OUT> SingleOutputStreamOperator<OUT> orderedWaitWithRetry(
            DataStream<IN> in,
            AsyncFunction<IN, OUT> func,
            long timeout,
            TimeUnit timeUnit,
            AsyncRetryStrategy<OUT> asyncRetryStrategy) {
        return orderedWaitWithRetry(in, func, timeout, timeUnit, DEFAULT_QUEUE_CAPACITY, asyncRetryStrategy);
    }

    /**
     * As {@code orderedWait}, and asks again after failures or results that the strategy does not accept.
     *
     * @param timeout for all tries of an element together, above 0
     * @param asyncRetryStrategy how often and after which delay an element is tried again
     * @throws IllegalArgumentException if the timeout is not above 0
     */
    public static <IN, OUT> SingleOutputStreamOperator<OUT> orderedWaitWithRetry(
            DataStream<IN> in,
            AsyncFunction<IN, OUT> func,
            long timeout,
            TimeUnit timeUnit,
            int capacity,
            AsyncRetryStrategy<OUT> asyncRetryStrategy) {
        return wait(
                in, func, retryTimeout(timeUnit.toMillis(timeout)), capacity, OutputMode.ORDERED, asyncRetryStrategy);
    }

    @SuppressWarnings("unchecked") // a strategy without tries looks at no element
    private static <OUT> AsyncRetryStrategy<OUT> noRetry() {
        return (AsyncRetryStrategy<OUT>) (AsyncRetryStrategy<?>) AsyncRetryStrategies.NO_RETRY_STRATEGY;
    }

    private static long retryTimeout(long timeoutMs) {
        if (timeoutMs <= 0) {
            throw new IllegalArgumentException("the timeout of an async operator with retries is " + timeoutMs
                    + " ms, it must be above 0, since it bounds all tries of an element together");
        }
        return timeoutMs;
    }

    private static <IN, OUT> SingleOutputStreamOperator<OUT> wait(
            DataStream<IN> in,
            AsyncFunction<IN, OUT> func,
            long timeoutMs,
            int capacity,
            OutputMode mode,
            AsyncRetryStrategy<OUT> retry) {
        Objects.requireNonNull(retry, "asyncRetryStrategy");
        OutputType<OUT> type = OutputType.extracted(() -> TypeExtractor.getUnaryOperatorReturnType(
                func, AsyncFunction.class, 0, 1, new int[] {1, 0}, in.getType(), null, false));
        return in.operator(
                type, new Operation.AsyncWait(in.clean(func), mode == OutputMode.ORDERED, timeoutMs, capacity, retry));
    }
}
