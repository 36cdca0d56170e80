/**
 * The state of operators: per key, in a backend of the job's choice, with timers; and per operator instance, in lists that
 * are redistributed when the parallelism changes. Entry: {@link dev.weft.engine.state.OperatorState}, one for each operator
 * instance, made empty or from what was saved of earlier instances; {@code spi} is what a backend implements, {@code heap}
 * the built-in one.
 *
 * <p>Everything belongs to the thread of its task; only snapshots, once cut, are written by another. May import {@code
 * common}, {@code configuration}, {@code types} and the API; never an exchange or an operator.
 */
package dev.weft.engine.state;
