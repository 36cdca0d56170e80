/**
 * State whose values expire: a value is kept together with the time of its last use, and {@link
 * dev.weft.engine.state.ttl.ExpiringStates} puts what the user's code sees in front of it. Reducing and aggregating states
 * are kept as values here. Any backend serves; it may help to clean up. Belongs to the thread of the task. May import
 * {@code spi} and the API.
 */
package dev.weft.engine.state.ttl;
