/** The example of keyed state. */
package dev.weft.streaming.examples.statemachine;
