/**
 * Serialization in the engine: generated codecs for tuples, POJOs and records, the generic fallback for other classes
 * (in {@code .generic}), and hashes and key groups of keys. Entry: {@link
 * dev.weft.engine.types.EngineSerializerProvider}, found by the API through {@link java.util.ServiceLoader}. Codecs
 * belong to one thread, the rest is thread-safe. May import the API's serializers and the relocated ASM. Of the engine
 * it knows {@code common} only.
 */
package dev.weft.engine.types;
