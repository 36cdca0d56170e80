/**
 * The cluster as it can be shown: immutable pictures that the owning loops publish and anyone may read.
 *
 * <p>Records only. May import {@code common}, {@code graph} and {@code protocol}.
 */
package dev.weft.engine.view;
