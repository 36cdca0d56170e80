package dev.weft.engine.local;

import dev.weft.configuration.Configuration;
import dev.weft.core.execution.ProgramExecutor;
import dev.weft.core.execution.spi.ProgramExecutorProvider;
import dev.weft.engine.configuration.ConfigurationLoader;
import dev.weft.engine.configuration.OptionCatalog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs programs that are started without a command line in their own process. Found by the service loader. */
public final class LocalProgramExecutorProvider implements ProgramExecutorProvider {

    private static final Logger LOG = LoggerFactory.getLogger(LocalProgramExecutorProvider.class);

    /** For the service loader. */
    public LocalProgramExecutorProvider() {}

    @Override
    public ProgramExecutor create(Configuration configuration) {
        new ConfigurationLoader(OptionCatalog.engineAnd()).review(configuration).forEach(LOG::warn);
        // The log tells restarts.
        return new LocalProgramExecutor(told -> {});
    }
}
