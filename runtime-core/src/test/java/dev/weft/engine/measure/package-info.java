/** Programs that measure; run by hand, never as tests. The design notes name their commands and results. */
package dev.weft.engine.measure;
