/**
 * The process of a TaskExecutor in a YARN container.
 *
 * <p>Entry class: {@link dev.weft.yarn.taskexecutor.YarnTaskExecutorRunner}. It wires the engine's executor and data plane with what
 * the container's environment says, and turns the reason of its end into an exit code. Loads nothing of Hadoop. May import
 * {@code yarn.common} and the engine; never the application master or the client.
 */
package dev.weft.yarn.taskexecutor;
