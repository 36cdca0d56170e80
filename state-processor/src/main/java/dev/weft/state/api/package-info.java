/**
 * Programs that read, change and write savepoints and checkpoints (the state processor). {@code SavepointReader} gives the state
 * of an operator as a stream, {@code SavepointWriter} makes a savepoint of streams ({@code OperatorTransformation}).
 *
 * <p>Reading and writing run in tasks, by the engine's own state backends outside of the operators that the state belongs to.
 * Windows are those of {@code engine.taskexecutor.operator.window}, without their operator. May import {@code common}, {@code
 * types}, {@code protocol}, {@code state}, {@code checkpoint} and the windows of the engine; nothing of the engine imports it.
 */
package dev.weft.state.api;
