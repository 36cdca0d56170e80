/**
 * Harnesses that run one operator by itself, in the thread of a test: elements, watermarks and the clock are fed by hand, what
 * comes out is looked at, and state is saved and restored between any two elements. {@link
 * dev.weft.streaming.util.KeyedOneInputStreamOperatorTestHarness} is where to begin. The operator is written as in a program,
 * as what is applied to a stream.
 */
package dev.weft.streaming.util;
