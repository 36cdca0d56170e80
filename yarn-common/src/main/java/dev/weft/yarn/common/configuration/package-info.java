/**
 * The options of YARN as a resource provider: {@link dev.weft.yarn.common.configuration.YarnOptions}, which the catalog
 * of options takes in beside the engine's own, and what the user's settings add to a container.
 */
package dev.weft.yarn.common.configuration;
