/**
 * Streams: what a program is written with. Each is a thin handle on a transformation; nothing runs until the
 * environment executes the program. For the thread that defines the program.
 */
package dev.weft.streaming.api.datastream;
