/** What a program says of restarts after failures. May import {@code dev.weft.configuration} and the time of older signatures. */
package dev.weft.api.common.restartstrategy;
