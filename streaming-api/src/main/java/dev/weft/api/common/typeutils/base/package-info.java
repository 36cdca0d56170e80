/**
 * Serializers of single values, enums and collections. Entry: {@link
 * dev.weft.api.common.typeutils.base.StringSerializer} and its siblings. Used by one thread, but without state where they
 * are singletons. May import {@code dev.weft.core.memory}. Never: type extraction or the engine.
 */
package dev.weft.api.common.typeutils.base;
