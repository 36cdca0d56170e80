/**
 * The REST server of the JobManager and its HTML status page.
 *
 * <p>Entry: {@link dev.weft.engine.rest.server.BoundPort} opens the port early and cheaply,
 * {@link dev.weft.engine.rest.server.RestServer} serves it later. {@link dev.weft.engine.rest.server.Routes} maps a
 * request and a published {@link dev.weft.engine.view.ClusterView} to a reply. The server runs on one thread of its own
 * and never touches what a loop owns; commands that change something go through
 * {@link dev.weft.engine.view.ClusterCommands}. May import {@code common}, {@code configuration}, {@code graph},
 * {@code protocol}, {@code view}, {@code rest.api}, and of {@code rpc} the network thread.
 */
package dev.weft.engine.rest.server;
