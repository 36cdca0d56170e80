/** Runs example programs in this process. */
package dev.weft.streaming.examples.testing;
