/**
 * What an engine does for operators that users write. Entry: {@link dev.weft.streaming.api.operators.spi.OperatorHost}.
 * Implemented by the engine, used on the task's thread. Never: the engine.
 */
package dev.weft.streaming.api.operators.spi;
