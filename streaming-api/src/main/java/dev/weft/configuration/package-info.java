/**
 * Settings as keys and values: typed {@link dev.weft.configuration.ConfigOption options} over a flat map of text.
 * Configurations are not safe for use from several threads while they are being changed. Imports util and core.io only.
 */
package dev.weft.configuration;
