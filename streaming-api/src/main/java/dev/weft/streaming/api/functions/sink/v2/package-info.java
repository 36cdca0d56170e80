/** Sinks of the API of today that every program may use. */
package dev.weft.streaming.api.functions.sink.v2;
