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
 * Asks somebody else about each element of a stream, with many questions open at a time. The results of one element stay
 * together and keep its timestamp, and never move past a watermark.
 */
public class AsyncDataStream {
    private static final int DEFAULT_QUEUE_CAPACITY = 100;

    /** In which order results go on. */
    public enum OutputMode {
        /** That of the elements. */
        ORDERED,
        /** That of the answers, between two watermarks. */
        UNORDERED
    }

    /**
     * Results go on as they come, but none moves past a watermark.
     *
     * @param timeout how long an answer may take, over all tries; 0 for ever
     * @param capacity how many elements may be waiting for answers; the input waits beyond it
     */
    public static <IN, OUT> SingleOutputStreamOperator<OUT> unorderedWait(
            DataStream<IN> in, AsyncFunction<IN, OUT> func, long timeout, TimeUnit timeUnit, int capacity) {
        return wait(in, func, timeUnit.toMillis(timeout), capacity, OutputMode.UNORDERED, noRetry());
    }

    public static <IN, OUT> SingleOutputStreamOperator<OUT> unorderedWait(
            DataStream<IN> in, AsyncFunction<IN, OUT> func, long timeout, TimeUnit timeUnit) {
        return unorderedWait(in, func, timeout, timeUnit, DEFAULT_QUEUE_CAPACITY);
    }

    /** Results go on in the order of the elements; parameters as for {@link #unorderedWait}. */
    public static <IN, OUT> SingleOutputStreamOperator<OUT> orderedWait(
            DataStream<IN> in, AsyncFunction<IN, OUT> func, long timeout, TimeUnit timeUnit, int capacity) {
        return wait(in, func, timeUnit.toMillis(timeout), capacity, OutputMode.ORDERED, noRetry());
    }

    public static <IN, OUT> SingleOutputStreamOperator<OUT> orderedWait(
            DataStream<IN> in, AsyncFunction<IN, OUT> func, long timeout, TimeUnit timeUnit) {
        return orderedWait(in, func, timeout, timeUnit, DEFAULT_QUEUE_CAPACITY);
    }

    public static <IN, OUT> SingleOutputStreamOperator<OUT> unorderedWaitWithRetry(
            DataStream<IN> in,
            AsyncFunction<IN, OUT> func,
            long timeout,
            TimeUnit timeUnit,
            AsyncRetryStrategy<OUT> asyncRetryStrategy) {
        return unorderedWaitWithRetry(in, func, timeout, timeUnit, DEFAULT_QUEUE_CAPACITY, asyncRetryStrategy);
    }

    /** @param timeout over all tries of an element; above 0 */
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

    public static <IN, OUT> SingleOutputStreamOperator<OUT> orderedWaitWithRetry(
            DataStream<IN> in,
            AsyncFunction<IN, OUT> func,
            long timeout,
            TimeUnit timeUnit,
            AsyncRetryStrategy<OUT> asyncRetryStrategy) {
        return orderedWaitWithRetry(in, func, timeout, timeUnit, DEFAULT_QUEUE_CAPACITY, asyncRetryStrategy);
    }

    /** @param timeout over all tries of an element; above 0 */
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
