package dev.weft.client;

import dev.weft.configuration.Configuration;
import dev.weft.configuration.StateRecoveryOptions;
import dev.weft.core.fs.FileSystem;
import dev.weft.engine.checkpoint.Savepoints;
import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.WeftException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** The savepoint or retained checkpoint that a command line says to begin with. */
final class StartingPoint {

    private StartingPoint() {}

    /**
     * Makes a path relative to the working directory absolute: other processes have other ones. Its characters stay as they
     * are: paths have no escapes.
     */
    static void qualify(Configuration configuration) {
        Optional<String> given = configuration.getOptional(StateRecoveryOptions.SAVEPOINT_PATH);
        given.filter(path -> !path.contains(":") && !path.startsWith("/"))
                .ifPresent(path -> configuration.set(
                        StateRecoveryOptions.SAVEPOINT_PATH,
                        "file:" + Path.of(path).toAbsolutePath().normalize()));
    }

    /** Reads it, if there is one: what is wrong with it is told before anything is submitted. */
    static void check(Configuration configuration) {
        Optional<String> given = configuration.getOptional(StateRecoveryOptions.SAVEPOINT_PATH);
        if (given.isEmpty()) {
            return;
        }
        FileSystem.initialize(configuration);
        try {
            Savepoints.read(given.get());
        } catch (IOException e) {
            throw new WeftException(ErrorCode.INVALID_CONFIGURATION, e.getMessage() + "; nothing was submitted", e);
        }
    }
}
