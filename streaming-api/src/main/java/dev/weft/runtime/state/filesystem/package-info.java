/** A former choice of state on the heap with checkpoints in files. May import the API only. */
package dev.weft.runtime.state.filesystem;
