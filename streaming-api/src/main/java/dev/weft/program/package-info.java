/**
 * The program graph: what a program of the DataStream API comes down to and what the engine starts from. Immutable
 * records that know nothing of how they will run; {@link dev.weft.program.Program} is the entry.
 *
 * <p>Functions, types and key selectors in it are the user's and travel with it, so every part is serializable. May
 * import the API's packages, never the engine.
 */
package dev.weft.program;
