/**
 * The REST endpoint of the JobManager and its one page for people.
 *
 * <p>Entry: {@link dev.weft.engine.rest.server.BoundPort} takes the port early and cheaply, {@link
 * dev.weft.engine.rest.server.RestServer} answers on it later. {@link dev.weft.engine.rest.server.Routes} is pure: a
 * request and a published {@link dev.weft.engine.view.ClusterView} in, a reply out. Runs on one thread of its own; never
 * touches what a loop owns, changes go through {@link dev.weft.engine.view.ClusterCommands}. May import {@code common},
 * {@code configuration}, {@code graph}, {@code protocol}, {@code view}, {@code rest.api}, and of
 * {@code rpc} the network thread.
 */
package dev.weft.engine.rest.server;
