/**
 * Basics that every room of the engine uses: clock, event loop, identities, the root exception, the exit codes of
 * processes.
 *
 * <p>Imports only the JDK and the user API's identities; never another room of the engine.
 */
package dev.weft.engine.common;
