/** The metric groups of operators, sources and sinks, with the metrics that each of them has. Imports metrics only. */
package dev.weft.metrics.groups;
