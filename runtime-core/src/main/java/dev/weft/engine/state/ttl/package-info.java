/**
 * Time to live of state: a value is stored with the time of its last use, and {@link
 * dev.weft.engine.state.ttl.ExpiringStates} decorates the states of any backend with the rules of expiry. Reducing and
 * aggregating states are stored as values. A backend may help to clean up. Belongs to the thread of the task. May
 * import {@code spi} and the API.
 */
package dev.weft.engine.state.ttl;
