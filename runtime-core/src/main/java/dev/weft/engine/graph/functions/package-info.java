/**
 * What the functions of a program do, by their bytecode. {@link dev.weft.engine.graph.functions.Combining} says whether partial
 * results of a reduction or an aggregation may be combined in any way. Pure; any thread.
 */
package dev.weft.engine.graph.functions;
