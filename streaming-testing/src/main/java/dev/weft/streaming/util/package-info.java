/**
 * Test harnesses that run one operator in the thread of a test: the test passes elements, watermarks and time, inspects
 * the output, and may save and restore state between any two elements. Start with {@link
 * dev.weft.streaming.util.KeyedOneInputStreamOperatorTestHarness}; for process functions see {@link
 * dev.weft.streaming.util.ProcessFunctionTestHarnesses}. The operator is either given as in a program, by what is
 * applied to a stream: then every instance has its own copies of the functions, as in a job. Or it is given as an
 * operator object: then that object is run itself, and the types of the records are not needed.
 */
package dev.weft.streaming.util;
