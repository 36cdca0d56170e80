/**
 * What a state backend is: {@link dev.weft.engine.state.spi.StateBackendFactory} makes a {@link
 * dev.weft.engine.state.spi.KeyedStateBackend} for each keyed operator instance, which works for the key in a {@link
 * dev.weft.engine.state.spi.KeyContext}. Everything belongs to the thread of the task unless it says otherwise. Modules
 * implement these interfaces. May import {@code common}, {@code types} and the API; never the rest of its room.
 */
package dev.weft.engine.state.spi;
