/** Clocks that API classes measure time with. Imports nothing. */
package dev.weft.util.clock;
