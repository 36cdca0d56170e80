/** Whether a stream pauses, as operators see it. Immutable values; imports nothing of the engine. */
package dev.weft.streaming.runtime.watermarkstatus;
