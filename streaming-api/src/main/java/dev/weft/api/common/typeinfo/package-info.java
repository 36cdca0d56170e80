/**
 * What is known about types. Entry: {@link dev.weft.api.common.typeinfo.TypeInformation}, made by {@link
 * dev.weft.api.common.typeinfo.Types} or found by the type extractor. Immutable values, any thread. May import the other
 * type packages. Never: data streams or the engine.
 */
package dev.weft.api.common.typeinfo;
