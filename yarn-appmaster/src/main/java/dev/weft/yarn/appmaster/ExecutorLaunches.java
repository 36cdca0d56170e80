package dev.weft.yarn.appmaster;

import dev.weft.configuration.Configuration;
import dev.weft.engine.configuration.ExecutorMemory;
import dev.weft.engine.resourcemanager.spi.ResourceProvider.WorkerSpec;
import dev.weft.yarn.common.configuration.ContainerSettings;
import dev.weft.yarn.common.configuration.YarnOptions;
import dev.weft.yarn.common.hadoop.ApplicationTokens;
import dev.weft.yarn.common.launch.ApplicationEnvironment;
import dev.weft.yarn.common.launch.ContainerLaunch;
import dev.weft.yarn.common.launch.ExecutorEnvironment;
import dev.weft.yarn.common.launch.JavaProcess;
import dev.weft.yarn.common.launch.ShellWord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.hadoop.security.UserGroupInformation;
import org.apache.hadoop.yarn.api.records.ContainerLaunchContext;

/**
 * Builds the launch context of executors: the same for every container of a kind.
 *
 * @param application what the client staged
 * @param settings the effective configuration
 * @param controlHost where executors reach the JobManager
 * @param controlPort its port
 */
record ExecutorLaunches(ApplicationEnvironment application, Configuration settings, String controlHost, int controlPort)
        implements Function<WorkerSpec, ContainerLaunchContext> {

    private static final long LARGE_HEAP = 4L << 30;

    /**
     * Options for the just-in-time compiler, before the user's.
     *
     * <p>{@code InlineSmallCode}: the operators of a chain are compiled before the loop that calls them. With the JVM's
     * limit of 2500 bytes of machine code, few of them are then inlined into that loop, because their code is already
     * larger.
     *
     * <p>{@code Tier4…}: an executor has few cores, and the optimizing compiler takes them from the tasks. With twelve
     * times the JVM's thresholds it compiles what tasks call for every record as soon as it is asked to, and no longer
     * what an executor calls some thousand times while it starts.
     */
    private static final List<String> COMPILER = List.of(
            "-XX:InlineSmallCode=6000",
            "-XX:Tier4InvocationThreshold=60000",
            "-XX:Tier4MinInvocationThreshold=7200",
            "-XX:Tier4CompileThreshold=180000",
            "-XX:Tier4BackEdgeThreshold=480000");

    @Override
    public ContainerLaunchContext apply(WorkerSpec spec) {
        ExecutorMemory memory = ExecutorMemory.of(settings);
        ContainerSettings users = ContainerSettings.ofExecutor(settings);
        List<ShellWord> words = new ArrayList<>(ShellWord.literals(memory.jvmArguments()));
        words.addAll(ShellWord.literals(COMPILER));
        // Without a collector a JVM picks one by what it finds on the node.
        words.addAll(users.jvmOptionsAfter(memory.heap() < LARGE_HEAP ? "-XX:+UseParallelGC" : "-XX:+UseG1GC"));
        return new ContainerLaunch(
                        application.files(),
                        application.hadoopClassPath(),
                        new JavaProcess(JavaProcess.Role.TASK_MANAGER, words, settings.get(YarnOptions.CLASS_DATA)),
                        new ExecutorEnvironment(controlHost, controlPort, spec).variables(),
                        users.variables())
                .context(credentials());
    }

    private static ByteBuffer credentials() {
        try {
            return ApplicationTokens.serialize(ApplicationTokens.forExecutors(
                    UserGroupInformation.getCurrentUser().getCredentials()));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot pass on the application's credentials", e);
        }
    }
}
