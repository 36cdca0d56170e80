/**
 * The options of YARN as a resource provider, which extend the engine's catalog ({@link
 * dev.weft.yarn.common.configuration.YarnOptions}), and the user's settings for containers.
 */
package dev.weft.yarn.common.configuration;
