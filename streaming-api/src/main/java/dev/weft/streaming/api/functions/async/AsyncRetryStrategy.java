package dev.weft.streaming.api.functions.async;

import java.io.Serializable;

/** How often, when and for what an element is asked for again. All tries together stay within the operator's timeout. */
public interface AsyncRetryStrategy<OUT> extends Serializable {
    /** @param currentAttempts the tries so far, at least 1 */
    boolean canRetry(int currentAttempts);

    /** @param currentAttempts the tries so far, at least 1 */
    long getBackoffTimeMillis(int currentAttempts);

    /** Which results and failures are tried again. */
    AsyncRetryPredicate<OUT> getRetryPredicate();
}
