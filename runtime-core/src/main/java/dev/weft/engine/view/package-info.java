/**
 * Read model of the cluster: immutable snapshots that the owning loops publish and any thread may read.
 *
 * <p>Records only. May import {@code common}, {@code graph} and {@code protocol}.
 */
package dev.weft.engine.view;
