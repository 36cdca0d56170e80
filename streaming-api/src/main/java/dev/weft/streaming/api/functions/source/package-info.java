/** Sources as plain functions, kept for programs written that way. {@code run} owns a task thread until it returns. */
package dev.weft.streaming.api.functions.source;
