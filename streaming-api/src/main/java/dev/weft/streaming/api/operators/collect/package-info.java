/**
 * The client's side of collecting a stream: fetches what a sink of the running job keeps ready. For the thread that reads
 * the results. May import the API's packages, never the engine.
 */
package dev.weft.streaming.api.operators.collect;
