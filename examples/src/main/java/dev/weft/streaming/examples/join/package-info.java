/** The example of two streams joined in windows. */
package dev.weft.streaming.examples.join;
