/**
 * Tuples of 0 to 25 typed fields. Entry: {@link dev.weft.api.java.tuple.Tuple2} and its siblings. Plain values without a
 * thread of their own. May import: annotations and {@code dev.weft.types}. Never: serializers or the engine.
 */
package dev.weft.api.java.tuple;
