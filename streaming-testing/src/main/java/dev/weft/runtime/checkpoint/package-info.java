/** The saved state of an operator in tests. */
package dev.weft.runtime.checkpoint;
