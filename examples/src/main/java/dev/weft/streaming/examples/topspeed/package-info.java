/** The example of global windows with a trigger and an evictor of their own. */
package dev.weft.streaming.examples.topspeed;
