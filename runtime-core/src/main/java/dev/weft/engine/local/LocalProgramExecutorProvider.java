package dev.weft.engine.local;

import dev.weft.configuration.Configuration;
import dev.weft.core.execution.ProgramExecutor;
import dev.weft.core.execution.spi.ProgramExecutorProvider;

/** Runs programs that are started without a command line in their own process. Found by the service loader. */
public final class LocalProgramExecutorProvider implements ProgramExecutorProvider {

    /** For the service loader. */
    public LocalProgramExecutorProvider() {}

    @Override
    public ProgramExecutor create(Configuration configuration) {
        return new LocalProgramExecutor();
    }
}
