/** Metrics that user code registers and updates. Updated on the thread that owns them. Imports nothing. */
package dev.weft.metrics;
