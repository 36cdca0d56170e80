/** Rolling policies: when a part file is full. */
package dev.weft.streaming.api.functions.sink.filesystem.rollingpolicies;
