/** What evictors see of the elements of a window. Imports stream records only. */
package dev.weft.streaming.runtime.operators.windowing;
