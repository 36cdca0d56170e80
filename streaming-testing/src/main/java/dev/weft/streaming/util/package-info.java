/**
 * Harnesses that run one operator by itself, in the thread of a test: elements, watermarks and the clock are fed by hand, what
 * comes out is looked at, and state is saved and restored between any two elements. {@link
 * dev.weft.streaming.util.KeyedOneInputStreamOperatorTestHarness} is where to begin; process functions have {@link
 * dev.weft.streaming.util.ProcessFunctionTestHarnesses}. The operator is written as in a program, as what is applied to a
 * stream: then every instance has functions of its own, as in a job. Or it is given as an operator: then the very object runs,
 * and the types of the records are not asked for.
 */
package dev.weft.streaming.util;
