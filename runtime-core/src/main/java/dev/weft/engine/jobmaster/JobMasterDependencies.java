package dev.weft.engine.jobmaster;

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
 * @param chance where the jitter of restarts comes from
 */
public record JobMasterDependencies(
        long epoch,
        Clock clock,
        LoopStarter loops,
        Executor io,
        UserCode userCode,
        Balance balance,
        RandomGenerator chance) {}
