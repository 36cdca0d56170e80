/** The example of asynchronous requests. */
package dev.weft.streaming.examples.async;
