/** A former choice of state on the heap with checkpoints in memory. May import the API only. */
package dev.weft.runtime.state.memory;
