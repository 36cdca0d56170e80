/**
 * The serializer of classes that no rule serves. Entry: {@link
 * dev.weft.api.java.typeutils.runtime.kryo.KryoSerializer}; the engine brings what does the work. One thread. May import
 * serializers and their spi. Never: the engine.
 */
package dev.weft.api.java.typeutils.runtime.kryo;
