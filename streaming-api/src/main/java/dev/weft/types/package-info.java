/**
 * Value types that users put into streams: Row, Either and what belongs to them. Plain values without a thread of their
 * own. May import {@code dev.weft.core.memory} and serializers' interfaces. Never: the engine.
 */
package dev.weft.types;
