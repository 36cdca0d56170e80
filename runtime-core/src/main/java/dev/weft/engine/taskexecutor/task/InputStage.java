package dev.weft.engine.taskexecutor.task;

import dev.weft.engine.exchange.Receiver;
import dev.weft.engine.exchange.YieldFlag;

/**
 * Stage between the network inputs of a task and the head of its chain. In streaming it passes records through. In a
 * batch it may buffer and reorder them: see {@link SortedStage} and {@link SequentialStage}. Belongs to the thread of its
 * task.
 */
interface InputStage extends AutoCloseable {

    /** The receiver of what the network delivers for one logical input of the head. */
    Receiver input(int gate);

    /** Whether buffered records can be emitted now; nothing is read from the network before they are. */
    default boolean isReady() {
        return false;
    }

    /** Emits some of the buffered records: at least one, and no more once the flag is up. */
    default void handOn(YieldFlag yield) {}

    /** Releases memory and files; idempotent. */
    @Override
    default void close() {}
}
