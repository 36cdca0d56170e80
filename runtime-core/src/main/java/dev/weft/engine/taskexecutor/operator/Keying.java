package dev.weft.engine.taskexecutor.operator;

import dev.weft.api.java.functions.KeySelector;
import dev.weft.engine.exchange.KeyHasher;

/**
 * How a keyed operator finds the key of a record of one of its inputs.
 *
 * @param selector the user's key selector
 * @param hasher the key type's hash, for records that came without one
 */
public record Keying(KeySelector<Object, Object> selector, KeyHasher hasher) {}
