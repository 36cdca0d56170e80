/**
 * From the transformations that an environment collected to the immutable {@link dev.weft.program.Program}; pure.
 * Entry: {@link dev.weft.streaming.api.graph.ProgramTranslator}.
 */
package dev.weft.streaming.api.graph;
