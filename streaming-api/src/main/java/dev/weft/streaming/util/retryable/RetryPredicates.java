package dev.weft.streaming.util.retryable;

import java.io.Serializable;
import java.util.Collection;
import java.util.Objects;
import java.util.function.Predicate;

/** Common answers to the question what is worth another try. All are serializable. */
@SuppressWarnings("rawtypes") // the predicates look at no element, so they fit every type
public class RetryPredicates {
    /** An answer without elements. */
    public static final EmptyResultPredicate EMPTY_RESULT_PREDICATE = new EmptyResultPredicate();

    /** Any failure. */
    public static final HasExceptionPredicate HAS_EXCEPTION_PREDICATE = new HasExceptionPredicate();

    private RetryPredicates() {}

    /** Failures of that class, not of its subclasses. */
    public static ExceptionTypePredicate createExceptionTypePredicate(Class<? extends Throwable> exceptionClass) {
        return new ExceptionTypePredicate(exceptionClass);
    }

    private static final class EmptyResultPredicate<T> implements Predicate<Collection<T>>, Serializable {
        private static final long serialVersionUID = 1L;

        @Override
        public boolean test(Collection<T> result) {
            return result == null || result.isEmpty();
        }
    }

    private static final class HasExceptionPredicate implements Predicate<Throwable>, Serializable {
        private static final long serialVersionUID = 1L;

        @Override
        public boolean test(Throwable failure) {
            return failure != null;
        }
    }

    private static final class ExceptionTypePredicate implements Predicate<Throwable>, Serializable {
        private static final long serialVersionUID = 1L;

        private final Class<? extends Throwable> exceptionClass;

        ExceptionTypePredicate(Class<? extends Throwable> exceptionClass) {
            this.exceptionClass = Objects.requireNonNull(exceptionClass, "exceptionClass");
        }

        @Override
        public boolean test(Throwable failure) {
            return failure != null && failure.getClass() == exceptionClass;
        }
    }
}
