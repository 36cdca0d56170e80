package dev.weft.client.spi;

import dev.weft.configuration.Configuration;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The client's context for a {@link ClusterProvider}: settings, environment, and where to report progress and times.
 *
 * @param configuration the settings
 * @param environment the process's environment
 * @param home where the distribution is installed, if known
 * @param confDirectory where its configuration is, if known
 * @param progress prints progress for the user
 * @param phases where times are recorded
 */
public record ClientContext(
        Configuration configuration,
        Map<String, String> environment,
        Optional<Path> home,
        Optional<Path> confDirectory,
        Progress progress,
        Phases phases) {}
