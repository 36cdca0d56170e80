package dev.weft.streaming.api.functions.async;

import java.util.Collection;

/** Where the answer to one element goes. Safe from any thread; the first completion counts, later ones are ignored. */
public interface ResultFuture<OUT> {
    /** The elements that the answer gives, in order; may be empty, but not null. */
    void complete(Collection<OUT> result);

    /** There is no answer: the job fails with this, unless it is tried again. */
    void completeExceptionally(Throwable error);
}
