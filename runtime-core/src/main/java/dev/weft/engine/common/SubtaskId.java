package dev.weft.engine.common;

/**
 * Identity of a subtask, one parallel instance of a vertex, whatever attempt runs it.
 *
 * @param vertex the vertex of the job graph
 * @param index 0 … parallelism - 1
 */
public record SubtaskId(VertexId vertex, int index) {}
