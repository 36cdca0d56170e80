/**
 * State of operators: keyed state with timers, in a backend of the job's choice, and operator state, in lists that are
 * redistributed on rescaling. Entry: {@link dev.weft.engine.state.OperatorState}, one per operator instance, created
 * empty or from what former instances saved. {@code spi} is what a backend implements, {@code heap} the built-in
 * backend.
 *
 * <p>Everything belongs to the thread of its task; only snapshots, once cut, are written by another. May import {@code
 * common}, {@code configuration}, {@code types} and the API; never an exchange or an operator.
 */
package dev.weft.engine.state;
