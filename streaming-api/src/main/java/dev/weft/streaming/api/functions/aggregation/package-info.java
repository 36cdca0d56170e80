/** Sums, minima and maxima of fields as reduce functions. Called on task threads; imports the type system only. */
package dev.weft.streaming.api.functions.aggregation;
