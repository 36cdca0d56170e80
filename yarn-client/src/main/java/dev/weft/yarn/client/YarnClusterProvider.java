package dev.weft.yarn.client;

import dev.weft.client.spi.ClientContext;
import dev.weft.client.spi.ClusterDescriptor;
import dev.weft.client.spi.ClusterProvider;
import dev.weft.configuration.ConfigOption;
import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.WeftException;
import dev.weft.engine.configuration.OptionSection;
import dev.weft.yarn.common.configuration.YarnOptions;
import dev.weft.yarn.common.hadoop.SettingsDirectory;
import java.util.List;
import java.util.Set;

/** Registers YARN as a submission target. Loads no Hadoop class before it is chosen. */
public final class YarnClusterProvider implements ClusterProvider {

    @Override
    public Set<String> targets() {
        return Set.of("yarn-per-job");
    }

    @Override
    public List<OptionSection> options() {
        return List.of(YarnOptions.SECTION);
    }

    @Override
    public ConfigOption<String> applicationOption() {
        return YarnOptions.APPLICATION_ID;
    }

    @Override
    public ClusterDescriptor connect(ClientContext context, Purpose purpose) {
        SettingsDirectory.ofClient(context.environment());
        if (YarnClusterProvider.class
                        .getClassLoader()
                        .getResource("org/apache/hadoop/yarn/conf/YarnConfiguration.class")
                == null) {
            throw new WeftException(
                    ErrorCode.INVALID_CONFIGURATION,
                    "Hadoop's jars are not on the class path: export HADOOP_CLASSPATH=$(hadoop classpath) and try"
                            + " again");
        }
        return YarnClusterDescriptor.connect(context, purpose);
    }
}
