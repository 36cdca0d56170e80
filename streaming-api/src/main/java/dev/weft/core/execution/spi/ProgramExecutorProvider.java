package dev.weft.core.execution.spi;

import dev.weft.configuration.Configuration;
import dev.weft.core.execution.ProgramExecutor;

/**
 * Offers an executor for programs that are started without a command line, for example from an IDE. Found by the
 * service loader; the first one on the class path is taken.
 */
public interface ProgramExecutorProvider {
    /** Called once an environment, when it runs its first program. */
    ProgramExecutor create(Configuration configuration);
}
