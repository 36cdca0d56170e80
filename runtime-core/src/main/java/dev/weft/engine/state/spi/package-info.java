/**
 * Service provider interface of state backends: a {@link dev.weft.engine.state.spi.StateBackendFactory} creates a
 * {@link dev.weft.engine.state.spi.KeyedStateBackend} for each keyed operator instance, which accesses the state of the
 * key in a {@link dev.weft.engine.state.spi.KeyContext}. Everything belongs to the thread of the task unless stated
 * otherwise. May import {@code common}, {@code types} and the API; never the rest of its room.
 */
package dev.weft.engine.state.spi;
