/**
 * The user's program: its jar, its entry class, the call of its {@code main}.
 *
 * <p>Entry: {@link dev.weft.client.program.PackagedProgram}. Runs on the client's main thread. Imports {@code common} and
 * {@code usercode} of the engine; knows nothing of clusters.
 */
package dev.weft.client.program;
