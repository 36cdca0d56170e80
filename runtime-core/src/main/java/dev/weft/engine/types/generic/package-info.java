/**
 * The generic fallback: Kryo for object graphs of any class, with a rule for each class that says which serializer keeps
 * its values whole. Entry: {@link dev.weft.engine.types.generic.KryoCodec}. A codec belongs to one thread. May import the
 * API's serializers and the relocated Kryo; knows no library of users but by reflection.
 */
package dev.weft.engine.types.generic;
