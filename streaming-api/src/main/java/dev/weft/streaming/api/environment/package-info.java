/**
 * The beginning and the end of a program: the environment makes its first streams and executes it. For the thread that
 * defines the program.
 */
package dev.weft.streaming.api.environment;
