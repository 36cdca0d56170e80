/**
 * Resource usage of an idle application.
 *
 * <p>Entry class: {@link dev.weft.benchmarks.idle.IdleJob}, submitted by {@code benchmarks/idle.sh}, which measures from outside.
 */
package dev.weft.benchmarks.idle;
