/** Ready-made strategies for asking again. */
package dev.weft.streaming.util.retryable;
