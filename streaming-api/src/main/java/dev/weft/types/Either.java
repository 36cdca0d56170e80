package dev.weft.types;

import dev.weft.annotation.Public;
import java.util.Objects;

/**
 * A value of one of two types.
 *
 * @param <L> the left type
 * @param <R> the right type
 */
@Public
public abstract class Either<L, R> {

    /**
     * Creates a left value.
     *
     * @param value not null
     */
    public static <L, R> Either<L, R> Left(L value) {
        return new Left<>(value);
    }

    /**
     * Creates a right value.
     *
     * @param value not null
     */
    public static <L, R> Either<L, R> Right(R value) {
        return new Right<>(value);
    }

    /**
     * Returns the left value.
     *
     * @throws IllegalStateException if this is a right one
     */
    public abstract L left() throws IllegalStateException;

    /**
     * Returns the right value.
     *
     * @throws IllegalStateException if this is a left one
     */
    public abstract R right() throws IllegalStateException;

    /** Whether this is a left value, so that {@link #left()} returns it. */
    public final boolean isLeft() {
        return getClass() == Left.class;
    }

    /** Whether this is a right value, so that {@link #right()} returns it. */
    public final boolean isRight() {
        return getClass() == Right.class;
    }

    /** A left value. */
    public static final class Left<L, R> extends Either<L, R> {
        private L value;

        /**
         * Creates a left value.
         *
         * @param value not null
         */
        public Left(L value) {
            this.value = Objects.requireNonNull(value);
        }

        /** Creates a left value that is not null. */
        public static <L, R> Left<L, R> of(L left) {
            return new Left<>(left);
        }

        @Override
        public L left() {
            return value;
        }

        @Override
        public R right() {
            throw new IllegalStateException("This is a left value, there is no right one");
        }

        /** Replaces the value, which must not be null. Not for values that were handed on. */
        public void setValue(L value) {
            this.value = Objects.requireNonNull(value);
        }

        @Override
        public boolean equals(Object obj) {
            return obj instanceof Left<?, ?> that && value.equals(that.value);
        }

        @Override
        public int hashCode() {
            return value.hashCode();
        }

        @Override
        public String toString() {
            return "Left(" + value + ")";
        }
    }

    /** A right value. */
    public static final class Right<L, R> extends Either<L, R> {
        private R value;

        /**
         * Creates a right value.
         *
         * @param value not null
         */
        public Right(R value) {
            this.value = Objects.requireNonNull(value);
        }

        /** Creates a right value that is not null. */
        public static <L, R> Right<L, R> of(R right) {
            return new Right<>(right);
        }

        @Override
        public L left() {
            throw new IllegalStateException("This is a right value, there is no left one");
        }

        @Override
        public R right() {
            return value;
        }

        /** Replaces the value, which must not be null. Not for values that were handed on. */
        public void setValue(R value) {
            this.value = Objects.requireNonNull(value);
        }

        @Override
        public boolean equals(Object obj) {
            return obj instanceof Right<?, ?> that && value.equals(that.value);
        }

        @Override
        public int hashCode() {
            return value.hashCode();
        }

        @Override
        public String toString() {
            return "Right(" + value + ")";
        }
    }
}
