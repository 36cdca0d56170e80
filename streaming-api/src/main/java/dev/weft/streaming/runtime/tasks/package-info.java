/**
 * What operators of users see of the task that they run in. For operators, on the task's thread; the engine is behind {@link
 * dev.weft.streaming.api.operators.spi.OperatorHost}. Never: the engine.
 */
package dev.weft.streaming.runtime.tasks;
