/** The example of session windows. */
package dev.weft.streaming.examples.session;
