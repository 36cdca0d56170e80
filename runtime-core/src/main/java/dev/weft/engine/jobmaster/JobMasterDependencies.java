package dev.weft.engine.jobmaster;

import dev.weft.api.common.JobID;
import dev.weft.engine.checkpoint.CheckpointSettings;
import dev.weft.engine.checkpoint.CheckpointStorage;
import dev.weft.engine.common.Clock;
import dev.weft.engine.common.LoopStarter;
import dev.weft.engine.usercode.UserCode;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/**
 * Dependencies that all JobMasters of a process share.
 *
 * @param epoch of this JobManager
 * @param loops starts the loops of JobMasters and source coordinators
 * @param io runs what may block: class loading, merging of accumulators, calls of enumerators
 * @param balance how a job's slots are spread
 * @param storages opens the storage of a job's checkpoints
 * @param chance where the jitter of restarts comes from
 */
public record JobMasterDependencies(
        long epoch,
        Clock clock,
        LoopStarter loops,
        Executor io,
        UserCode userCode,
        Balance balance,
        Storages storages,
        RandomGenerator chance) {

    /** Where checkpoints are stored. */
    public interface Storages {
        /** The storage of one job. Does not block. */
        CheckpointStorage open(CheckpointSettings settings, JobID job);
    }
}
