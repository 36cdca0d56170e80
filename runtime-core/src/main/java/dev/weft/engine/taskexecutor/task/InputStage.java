package dev.weft.engine.taskexecutor.task;

import dev.weft.engine.exchange.Receiver;
import dev.weft.engine.exchange.YieldFlag;

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

    /** Hands on some of the kept records: at least one, and no more once the flag is up. */
    default void handOn(YieldFlag yield) {}

    /** Gives back memory and files; idempotent. */
    @Override
    default void close() {}
}
