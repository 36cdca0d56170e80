package dev.weft.engine.jobmaster.checkpoint;

import dev.weft.engine.common.OperatorId;
import dev.weft.engine.common.Payload;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** The enumerators of a job's sources, as a checkpoint sees them. Called on the JobMaster's loop, and calls back there. */
public interface EnumeratorCheckpoints {

    /**
     * Takes the state of every enumerator. From the moment at which one has answered, its commands to readers are held
     * back until {@link #releaseCommands}. One of the callbacks follows, unless the commands are released before.
     *
     * @param taken gets the states by source
     * @param failed gets the name of a source and why its state cannot be taken; may be called more than once
     */
    void snapshot(long checkpointId, Consumer<Map<OperatorId, Payload>> taken, BiConsumer<String, Throwable> failed);

    /** The trigger was sent, or the checkpoint was given up: commands that were held back go out. */
    void releaseCommands();

    void completed(long checkpointId);

    void aborted(long checkpointId);
}
