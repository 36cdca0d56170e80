/**
 * Service provider interface through which the ResourceManager gets workers from a cluster: one provider per kind of
 * cluster.
 *
 * <p>Implemented by the YARN application master and by the in-process cluster.
 */
package dev.weft.engine.resourcemanager.spi;
