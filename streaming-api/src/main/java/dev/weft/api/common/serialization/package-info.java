/** Turning elements into bytes and back, for other systems and between tasks. Imports the type system only. */
package dev.weft.api.common.serialization;
