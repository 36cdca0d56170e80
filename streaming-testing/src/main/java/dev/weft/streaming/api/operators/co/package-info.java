/**
 * Operators to pass to test harnesses, for functions over two streams. They are markers: {@code
 * dev.weft.streaming.util} runs the engine's operators.
 */
package dev.weft.streaming.api.operators.co;
