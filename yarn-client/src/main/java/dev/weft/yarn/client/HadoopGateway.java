package dev.weft.yarn.client;

import dev.weft.client.spi.ClientContext;
import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.WeftException;
import dev.weft.yarn.common.configuration.YarnOptions;
import dev.weft.yarn.common.hadoop.HadoopConfiguration;
import dev.weft.yarn.common.staging.Distribution;
import dev.weft.yarn.common.staging.LocalCache;
import dev.weft.yarn.common.staging.StagingDirectory;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** {@link Connection.Gateway} to the real ResourceManager and file system, through Hadoop's client libraries. */
final class HadoopGateway implements Connection.Gateway {

    private final ClientContext context;
    private final Duration patience;

    HadoopGateway(ClientContext context, Duration patience) {
        this.context = context;
        this.patience = patience;
    }

    @Override
    public Configuration configuration() {
        Configuration configuration =
                HadoopConfiguration.withDeadlines(HadoopConfiguration.forClient(context.environment()), patience);
        // Hadoop's own shutdown hook would close the file system under the hands of ours, which removes what is staged.
        configuration.setBoolean("fs.automatic.close", false);
        // An error of a full file system is reported after a second, not after twelve.
        configuration.setInt("dfs.client.block.write.locateFollowingBlock.retries", 1);
        int replication = context.configuration().get(YarnOptions.FILE_REPLICATION);
        if (replication > 0) {
            configuration.setInt("dfs.replication", replication);
        }
        context.configuration().toMap().forEach((key, value) -> {
            if (key.startsWith("flink.hadoop.")) {
                configuration.set(key.substring("flink.hadoop.".length()), value);
            } else if (key.startsWith("flink.yarn.")) {
                configuration.set(key.substring("flink.".length()), value);
            }
        });
        return configuration;
    }

    @Override
    public YarnLink link(Configuration configuration) throws IOException {
        return new RpcYarnLink(configuration);
    }

    @Override
    public FileSystem fileSystem(Configuration configuration) throws IOException {
        Optional<String> staging = context.configuration().getOptional(YarnOptions.STAGING_DIRECTORY);
        return staging.isPresent()
                ? new Path(staging.get()).getFileSystem(configuration)
                : FileSystem.get(configuration);
    }

    @Override
    public Path root(FileSystem fs) {
        return context.configuration()
                .getOptional(YarnOptions.STAGING_DIRECTORY)
                .map(directory -> fs.makeQualified(new Path(directory, ".flink")))
                .orElseGet(() -> StagingDirectory.root(fs));
    }

    @Override
    public Distribution distribution() throws IOException {
        java.nio.file.Path home = context.home()
                .orElseThrow(() -> new WeftException(
                        ErrorCode.INVALID_CONFIGURATION,
                        "it is not known where Weft is installed: start it by bin/flink of a distribution"));
        return Distribution.of(home.resolve("lib"), LocalCache.ofUser());
    }
}
