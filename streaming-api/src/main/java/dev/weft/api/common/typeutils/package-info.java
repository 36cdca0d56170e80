/**
 * Serializers and their snapshots. Entry: {@link dev.weft.api.common.typeutils.TypeSerializer}. A serializer belongs to one
 * thread. May import {@code dev.weft.core.memory} and the other type packages. Never: data streams or the engine.
 */
package dev.weft.api.common.typeutils;
