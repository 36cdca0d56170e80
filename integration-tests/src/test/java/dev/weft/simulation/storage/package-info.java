/**
 * The simulated file system that all processes share: what is not synced is lost with its writer, calls fail before or after they were
 * carried out, and they take time.
 */
package dev.weft.simulation.storage;
