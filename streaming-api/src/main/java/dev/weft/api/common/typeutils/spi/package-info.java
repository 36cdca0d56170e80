/**
 * What the engine plugs in below the serializers: generated code for products, and the fallback for classes that no rule
 * serves; and what serializers tell the engine of their values. Entry: {@link
 * dev.weft.api.common.typeutils.spi.SerializerProvider}. A codec belongs to the thread of its serializer. May import the
 * other type packages. Never: the engine.
 */
package dev.weft.api.common.typeutils.spi;
