/**
 * Serializers of arrays of primitives. Entry: {@link
 * dev.weft.api.common.typeutils.base.array.BytePrimitiveArraySerializer} and its siblings. Without state, any thread. May
 * import {@code dev.weft.core.memory}. Never: type extraction or the engine.
 */
package dev.weft.api.common.typeutils.base.array;
