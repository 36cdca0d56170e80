package dev.weft.streaming.util.retryable;

import dev.weft.streaming.api.functions.async.AsyncRetryPredicate;
import dev.weft.streaming.api.functions.async.AsyncRetryStrategy;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/** The usual strategies: none, a fixed delay between tries, and one that grows. */
public class AsyncRetryStrategies {
    /** One try only. */
    public static final NoRetryStrategy NO_RETRY_STRATEGY = new NoRetryStrategy();

    private AsyncRetryStrategies() {}

    /** What is worth another try; null where nothing was said. */
    private record Worth<OUT>(Predicate<Collection<OUT>> result, Predicate<Throwable> exception)
            implements AsyncRetryPredicate<OUT> {
        @Override
        public Optional<Predicate<Collection<OUT>>> resultPredicate() {
            return Optional.ofNullable(result);
        }

        @Override
        public Optional<Predicate<Throwable>> exceptionPredicate() {
            return Optional.ofNullable(exception);
        }
    }

    private static void checkAttempts(int maxAttempts) {
        if (maxAttempts < 1) {
            throw new IllegalArgumentException(
                    "the number of tries of a retry strategy is " + maxAttempts + ", it must be at least 1");
        }
    }

    private static void checkDelay(String what, long ms) {
        if (ms < 1) {
            throw new IllegalArgumentException(
                    "the " + what + " of a retry strategy is " + ms + " ms, it must be at least 1");
        }
    }

    private static final class NoRetryStrategy implements AsyncRetryStrategy<Object> {
        private static final long serialVersionUID = 1L;

        @Override
        public boolean canRetry(int currentAttempts) {
            return false;
        }

        @Override
        public long getBackoffTimeMillis(int currentAttempts) {
            return -1;
        }

        @Override
        public AsyncRetryPredicate<Object> getRetryPredicate() {
            return new Worth<>(null, null);
        }
    }

    /** The same time between any two tries. */
    public static class FixedDelayRetryStrategy<OUT> implements AsyncRetryStrategy<OUT> {
        private static final long serialVersionUID = 1L;

        private final int maxAttempts;
        private final long backoffTimeMillis;
        private final Predicate<Collection<OUT>> resultPredicate;
        private final Predicate<Throwable> exceptionPredicate;

        private FixedDelayRetryStrategy(
                int maxAttempts,
                long backoffTimeMillis,
                Predicate<Collection<OUT>> resultPredicate,
                Predicate<Throwable> exceptionPredicate) {
            this.maxAttempts = maxAttempts;
            this.backoffTimeMillis = backoffTimeMillis;
            this.resultPredicate = resultPredicate;
            this.exceptionPredicate = exceptionPredicate;
        }

        @Override
        public boolean canRetry(int currentAttempts) {
            return currentAttempts <= maxAttempts;
        }

        @Override
        public long getBackoffTimeMillis(int currentAttempts) {
            return backoffTimeMillis;
        }

        @Override
        public AsyncRetryPredicate<OUT> getRetryPredicate() {
            return new Worth<>(resultPredicate, exceptionPredicate);
        }
    }

    /** Puts a {@link FixedDelayRetryStrategy} together. */
    public static class FixedDelayRetryStrategyBuilder<OUT> {
        private final int maxAttempts;
        private final long backoffTimeMillis;
        private Predicate<Collection<OUT>> resultPredicate;
        private Predicate<Throwable> exceptionPredicate;

        /**
         * Begins a strategy with the same delay before each further try.
         *
         * @param maxAttempts how many tries an element has, at least 1
         * @param backoffTimeMillis the delay in milliseconds, above 0
         */
        public FixedDelayRetryStrategyBuilder(int maxAttempts, long backoffTimeMillis) {
            checkAttempts(maxAttempts);
            checkDelay("delay", backoffTimeMillis);
            this.maxAttempts = maxAttempts;
            this.backoffTimeMillis = backoffTimeMillis;
        }

        /** The predicate must be serializable. */
        public FixedDelayRetryStrategyBuilder<OUT> ifResult(Predicate<Collection<OUT>> resultRetryPredicate) {
            this.resultPredicate = Objects.requireNonNull(resultRetryPredicate, "resultRetryPredicate");
            return this;
        }

        /** The predicate must be serializable. */
        public FixedDelayRetryStrategyBuilder<OUT> ifException(Predicate<Throwable> exceptionRetryPredicate) {
            this.exceptionPredicate = Objects.requireNonNull(exceptionRetryPredicate, "exceptionRetryPredicate");
            return this;
        }

        /** The strategy as described so far. */
        public FixedDelayRetryStrategy<OUT> build() {
            return new FixedDelayRetryStrategy<>(maxAttempts, backoffTimeMillis, resultPredicate, exceptionPredicate);
        }
    }

    /** Each time the delay is multiplied, up to a limit. */
    public static class ExponentialBackoffDelayRetryStrategy<OUT> implements AsyncRetryStrategy<OUT> {
        private static final long serialVersionUID = 1L;

        private final int maxAttempts;
        private final long initialDelay;
        private final long maxRetryDelay;
        private final double multiplier;
        private final Predicate<Collection<OUT>> resultPredicate;
        private final Predicate<Throwable> exceptionPredicate;

        /** A strategy with growing delays; programs use {@link ExponentialBackoffDelayRetryStrategyBuilder}. */
        public ExponentialBackoffDelayRetryStrategy(
                int maxAttempts,
                long initialDelay,
                long maxRetryDelay,
                double multiplier,
                Predicate<Collection<OUT>> resultPredicate,
                Predicate<Throwable> exceptionPredicate) {
            this.maxAttempts = maxAttempts;
            this.initialDelay = initialDelay;
            this.maxRetryDelay = maxRetryDelay;
            this.multiplier = multiplier;
            this.resultPredicate = resultPredicate;
            this.exceptionPredicate = exceptionPredicate;
        }

        @Override
        public boolean canRetry(int currentAttempts) {
            return currentAttempts <= maxAttempts;
        }

        /** Depends on the number of tries only, so that one strategy serves all elements. */
        @Override
        public long getBackoffTimeMillis(int currentAttempts) {
            double delay = initialDelay * Math.pow(multiplier, Math.max(0, currentAttempts - 1));
            return delay >= maxRetryDelay ? maxRetryDelay : (long) delay;
        }

        @Override
        public AsyncRetryPredicate<OUT> getRetryPredicate() {
            return new Worth<>(resultPredicate, exceptionPredicate);
        }
    }

    /** Puts an {@link ExponentialBackoffDelayRetryStrategy} together. */
    public static class ExponentialBackoffDelayRetryStrategyBuilder<OUT> {
        private final int maxAttempts;
        private final long initialDelay;
        private final long maxRetryDelay;
        private final double multiplier;
        private Predicate<Collection<OUT>> resultPredicate;
        private Predicate<Throwable> exceptionPredicate;

        /**
         * Begins a strategy whose delay grows with each try.
         *
         * @param maxAttempts how many tries an element has, at least 1
         * @param initialDelay the first delay in milliseconds, above 0
         * @param maxRetryDelay the longest delay in milliseconds, above 0
         * @param multiplier what each delay is multiplied by, at least 1
         */
        public ExponentialBackoffDelayRetryStrategyBuilder(
                int maxAttempts, long initialDelay, long maxRetryDelay, double multiplier) {
            checkAttempts(maxAttempts);
            checkDelay("first delay", initialDelay);
            checkDelay("longest delay", maxRetryDelay);
            if (!(multiplier >= 1)) {
                throw new IllegalArgumentException(
                        "the multiplier of a retry strategy is " + multiplier + ", it must be at least 1");
            }
            this.maxAttempts = maxAttempts;
            this.initialDelay = initialDelay;
            this.maxRetryDelay = maxRetryDelay;
            this.multiplier = multiplier;
        }

        /** The predicate must be serializable. */
        public ExponentialBackoffDelayRetryStrategyBuilder<OUT> ifResult(
                Predicate<Collection<OUT>> resultRetryPredicate) {
            this.resultPredicate = Objects.requireNonNull(resultRetryPredicate, "resultRetryPredicate");
            return this;
        }

        /** The predicate must be serializable. */
        public ExponentialBackoffDelayRetryStrategyBuilder<OUT> ifException(
                Predicate<Throwable> exceptionRetryPredicate) {
            this.exceptionPredicate = Objects.requireNonNull(exceptionRetryPredicate, "exceptionRetryPredicate");
            return this;
        }

        /** The strategy as described so far. */
        public ExponentialBackoffDelayRetryStrategy<OUT> build() {
            return new ExponentialBackoffDelayRetryStrategy<>(
                    maxAttempts, initialDelay, maxRetryDelay, multiplier, resultPredicate, exceptionPredicate);
        }
    }
}
