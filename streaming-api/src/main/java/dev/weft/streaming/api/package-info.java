/** What functions that work with time need, and the modes of checkpoints. May import core.execution. */
package dev.weft.streaming.api;
