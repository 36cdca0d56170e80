/**
 * Static analysis of user functions by their bytecode: {@link dev.weft.engine.graph.functions.Combining} decides
 * whether partial aggregates may be merged. Pure; any thread.
 */
package dev.weft.engine.graph.functions;
