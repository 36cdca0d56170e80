/**
 * Where serializers write to and read from. Entry: {@link dev.weft.core.memory.DataOutputView} and {@link
 * dev.weft.core.memory.DataInputView}. A view belongs to one thread. Imports the JDK and annotations only.
 */
package dev.weft.core.memory;
