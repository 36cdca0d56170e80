/** Names the operators of functions over two streams to harnesses; {@code dev.weft.streaming.util} runs them. */
package dev.weft.streaming.api.operators.co;
