package dev.weft.yarn.common.configuration;

import dev.weft.configuration.Configuration;
import dev.weft.engine.configuration.ConfigurationFile;
import dev.weft.engine.configuration.ConfigurationLoader;
import dev.weft.yarn.common.launch.ContainerFiles;
import java.nio.file.Path;

/**
 * Reads the effective configuration that the client staged and that YARN has localized into the container's working
 * directory.
 */
public final class StagedConfiguration {

    private StagedConfiguration() {}

    public static Configuration read() {
        return new ConfigurationLoader(YarnOptions.catalog())
                .load(ConfigurationFile.read(Path.of(ContainerFiles.CONFIGURATION)))
                .configuration();
    }
}
