package dev.weft.streaming.api.functions.async;

import java.util.Collection;
import java.util.Optional;
import java.util.function.Predicate;

/** Which answers are worth another try. */
public interface AsyncRetryPredicate<OUT> {
    Optional<Predicate<Collection<OUT>>> resultPredicate();

    Optional<Predicate<Throwable>> exceptionPredicate();
}
