/**
 * Operators that users write, and what functions may implement to learn of the stream that they are part of. Entry: {@link
 * dev.weft.streaming.api.operators.AbstractStreamOperator}. On the task's thread; the engine is behind {@code spi}. Never: the
 * engine.
 */
package dev.weft.streaming.api.operators;
