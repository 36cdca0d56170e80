/**
 * What a cluster must offer so that the ResourceManager can get workers from it: one provider a cluster kind.
 *
 * <p>Implemented by the YARN application master and by the in-process cluster.
 */
package dev.weft.engine.resourcemanager.spi;
