package dev.weft.engine.taskexecutor.task;

import dev.weft.engine.exchange.Receiver;

/**
 * What stands between the network inputs of a task and the head of its chain. In a stream records go straight on. In a batch
 * some are kept and handed on later, in another order: see {@link SortedStage} and {@link HeldStage}. Belongs to the thread of
 * its task.
 */
interface InputStage extends AutoCloseable {

    /** Takes what the network brings for one logical input of the head. */
    Receiver input(int gate);

    /** Whether kept records can be handed on now; no more is taken from the network before they are. */
    default boolean isReady() {
        return false;
    }

    /** Hands on some of the kept records: a few, so that the task looks at its mails in between. */
    default void handOn() {}

    /** Gives back memory and files; idempotent. */
    @Override
    default void close() {}
}
