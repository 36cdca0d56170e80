/**
 * Benchmarks of the data exchange: the cost of passing a record from one task to the next, inside an executor and
 * between two.
 *
 * <p>Entry classes: {@link dev.weft.benchmarks.exchange.LocalExchange} and {@link dev.weft.benchmarks.exchange.RemoteExchange}, run by
 * {@code benchmarks/exchange.sh}. Tasks run on real task engines, deployed by {@link dev.weft.benchmarks.exchange.TwoTasks} in the JobMaster's place.
 */
package dev.weft.benchmarks.exchange;
