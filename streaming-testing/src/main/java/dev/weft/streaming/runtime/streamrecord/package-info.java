/** Records as an operator emits them, with their timestamps. */
package dev.weft.streaming.runtime.streamrecord;
