/**
 * The functions that a program hands to its streams: the plain single-method ones, their rich variants with a life
 * cycle and a {@link dev.weft.api.common.functions.RuntimeContext}, and nothing that says how they are called.
 *
 * <p>Every function travels serialized to the tasks that call it; one instance belongs to one task and is called on
 * that task's thread only. May import the neighbouring API packages, never the engine.
 */
package dev.weft.api.common.functions;
