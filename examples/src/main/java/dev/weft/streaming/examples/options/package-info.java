/** What the example programs share: reading their options and writing their results. Travels in each program's jar. */
package dev.weft.streaming.examples.options;
