/**
 * Type information of composite types and the extractor that finds it by reflection. Entry: {@link
 * dev.weft.api.java.typeutils.TypeExtractor}. Immutable values, any thread. May import the other type packages and function
 * interfaces. Never: data streams or the engine.
 */
package dev.weft.api.java.typeutils;
