/**
 * The engine's part of serialization: generated codecs for tuples, POJOs and records, and Kryo for classes that no rule
 * serves. Entry: {@link dev.weft.engine.types.EngineSerializerProvider}, found by the API through {@link
 * java.util.ServiceLoader}. Codecs belong to one thread, the rest to any. May import the API's serializers and the relocated
 * ASM and Kryo. Never: another room of the engine.
 */
package dev.weft.engine.types;
