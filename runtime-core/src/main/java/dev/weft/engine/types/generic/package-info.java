/**
 * The generic fallback serializer: Kryo for object graphs of any class, with a rule that chooses for each class a
 * serializer which preserves its values completely. Entry: {@link dev.weft.engine.types.generic.KryoCodec}. A codec
 * belongs to one thread. May import the API's serializers and the relocated Kryo; knows libraries of users by
 * reflection only.
 */
package dev.weft.engine.types.generic;
