package dev.weft.engine.graph;

import dev.weft.engine.common.VertexId;

/**
 * An edge of the job graph: from one output of a producing vertex to one input of a consuming vertex.
 *
 * @param producer producing vertex
 * @param output index of the output within the producer's {@link ChainSpec#outputs}, 0-based, one edge an output
 * @param consumer consuming vertex
 * @param input index of the input within the consumer's {@link ChainSpec#inputs}, 0-based, one edge an input
 * @param strategy how records are spread
 */
public record JobEdge(VertexId producer, int output, VertexId consumer, int input, ShipStrategy strategy) {}
