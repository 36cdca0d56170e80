package dev.weft.streaming.api.functions.async;

import dev.weft.api.common.functions.Function;
import java.io.Serializable;
import java.util.concurrent.TimeoutException;

/**
 * Asks for something about each element, without waiting for the answer.
 *
 * @param <IN> the elements that come in
 * @param <OUT> the elements that the answers give
 */
public interface AsyncFunction<IN, OUT> extends Function, Serializable {
    /** Called on the task's thread and must not block; the future is completed later, from any thread, once. */
    void asyncInvoke(IN input, ResultFuture<OUT> resultFuture) throws Exception;

    /**
     * Called on the task's thread when no answer came in time; completes the future with a substitute, or leaves it to
     * whoever completes it still. By default the job fails.
     */
    default void timeout(IN input, ResultFuture<OUT> resultFuture) throws Exception {
        resultFuture.completeExceptionally(new TimeoutException("an asynchronous call was not answered in time"));
    }
}
