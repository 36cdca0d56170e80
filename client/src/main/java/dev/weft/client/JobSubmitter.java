package dev.weft.client;

import dev.weft.core.execution.ProgramExecutor;
import dev.weft.engine.common.WeftException;
import java.util.Optional;

/** {@link ProgramExecutor} of the command line, which remembers why it has refused a job. */
interface JobSubmitter extends ProgramExecutor {

    /** The failure of the last submission; empty when it succeeded or there was none. */
    Optional<WeftException> refusal();
}
