/** Functional interfaces that may throw, or that can travel. Imports nothing. */
package dev.weft.util.function;
