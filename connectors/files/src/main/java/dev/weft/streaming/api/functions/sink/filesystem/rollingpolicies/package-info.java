/** Ways to decide when a file is full. */
package dev.weft.streaming.api.functions.sink.filesystem.rollingpolicies;
