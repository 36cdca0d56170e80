/** The example of windows over a text that comes in from a socket. */
package dev.weft.streaming.examples.socket;
