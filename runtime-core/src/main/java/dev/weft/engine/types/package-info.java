/**
 * The engine's part of serialization: generated codecs for tuples, POJOs and records, the generic fallback for classes that
 * no rule serves (in {@code .generic}), and the hashes and key groups of keys. Entry: {@link
 * dev.weft.engine.types.EngineSerializerProvider}, found by the API through {@link java.util.ServiceLoader}. Codecs belong to
 * one thread, the rest to any. May import the API's serializers and the relocated ASM. Of the engine it knows {@code common}
 * only.
 */
package dev.weft.engine.types;
