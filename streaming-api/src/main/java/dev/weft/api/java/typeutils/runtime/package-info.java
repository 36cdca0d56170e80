/**
 * Serializers of types made of fields: tuples, POJOs, records, rows, either. Entry: {@link
 * dev.weft.api.java.typeutils.runtime.PojoSerializer} and its siblings. A serializer belongs to one thread. May import
 * serializers and their spi. Never: the engine.
 */
package dev.weft.api.java.typeutils.runtime;
