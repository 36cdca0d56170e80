package dev.weft.streaming.api.functions.async;

import java.util.Collection;
import java.util.Optional;
import java.util.function.Predicate;

/** Which answers are worth another try. */
public interface AsyncRetryPredicate<OUT> {
    /** Which results are tried again; empty for none. */
    Optional<Predicate<Collection<OUT>>> resultPredicate();

    /** Which failures are tried again; empty for none. */
    Optional<Predicate<Throwable>> exceptionPredicate();
}
