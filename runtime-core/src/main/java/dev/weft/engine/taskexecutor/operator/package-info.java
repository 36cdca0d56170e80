/**
 * The operators: one final class per {@link dev.weft.program.Operation}, each calling the user's function and handing
 * results straight to the next {@link dev.weft.engine.exchange.Receiver}.
 *
 * <p>Entry: {@link dev.weft.engine.taskexecutor.operator.Operators}, which builds the operator of a chain position.
 * Everything here belongs to the thread of its task. An operator class holds its function and its successor in final
 * fields and calls nothing through helpers shared between positions, so that a chain may give every position its own
 * copy of the class and thereby call sites that only ever see one target. May import {@code exchange}, {@code graph} and
 * {@code protocol}; never {@code taskexecutor.task}.
 */
package dev.weft.engine.taskexecutor.operator;
