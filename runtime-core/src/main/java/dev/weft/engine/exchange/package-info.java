/**
 * Data exchange between tasks: object queues inside an executor, network channels with credit-based flow control
 * between executors, both behind {@link dev.weft.engine.exchange.Output} and {@link dev.weft.engine.exchange.Inputs}.
 *
 * <p>Entry: {@link dev.weft.engine.exchange.Exchange}, one per executor. Outputs and inputs belong to the thread of their
 * task; queues, buffer pool and connections are the only shared objects. May import {@code common}, {@code graph},
 * {@code protocol} and {@code rpc}; never an operator or a task.
 */
package dev.weft.engine.exchange;
