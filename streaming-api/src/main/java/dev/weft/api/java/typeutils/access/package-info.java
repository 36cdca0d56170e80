/**
 * Reading and setting single fields of values by position or field expression, for keys and built-in aggregations. Entry:
 * {@link dev.weft.api.java.typeutils.access.FieldAccessor}. Immutable, any thread. May import type information. Never: data
 * streams or the engine.
 */
package dev.weft.api.java.typeutils.access;
