/**
 * Static analysis of user functions by their bytecode: {@link dev.weft.engine.graph.functions.Combining} decides
 * whether partial aggregates may be merged, {@link dev.weft.engine.graph.functions.StateReader} finds the states that a
 * function or custom operator declares, {@link dev.weft.engine.graph.functions.Constants} the numbers that a method returns
 * for any arguments. Pure; any thread.
 */
package dev.weft.engine.graph.functions;
