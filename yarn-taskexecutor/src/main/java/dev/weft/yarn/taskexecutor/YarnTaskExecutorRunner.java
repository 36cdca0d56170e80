package dev.weft.yarn.taskexecutor;

import dev.weft.configuration.Configuration;
import dev.weft.core.fs.FileSystem;
import dev.weft.engine.common.Clock;
import dev.weft.engine.common.ExecutorId;
import dev.weft.engine.common.LoopStarter;
import dev.weft.engine.common.ProcessExit;
import dev.weft.engine.configuration.ExecutorMemory;
import dev.weft.engine.configuration.NetworkOptions;
import dev.weft.engine.configuration.TaskExecutorOptions;
import dev.weft.engine.entrypoint.DataPlane;
import dev.weft.engine.protocol.ExecutorMessage.Resources;
import dev.weft.engine.rpc.ControlClient;
import dev.weft.engine.rpc.RpcSettings;
import dev.weft.engine.rpc.Secret;
import dev.weft.engine.taskexecutor.TaskExecutor;
import dev.weft.engine.taskexecutor.TaskExecutor.StopKind;
import dev.weft.engine.taskexecutor.TaskExecutorSettings;
import dev.weft.engine.transport.Transport;
import dev.weft.engine.usercode.BlobDirectory;
import dev.weft.engine.usercode.ResolvePolicy;
import dev.weft.engine.usercode.UserClassLoader;
import dev.weft.engine.usercode.UserCode;
import dev.weft.yarn.common.configuration.StagedConfiguration;
import dev.weft.yarn.common.launch.ApplicationSecret;
import dev.weft.yarn.common.launch.ContainerFiles;
import dev.weft.yarn.common.launch.ContainerIdentity;
import dev.weft.yarn.common.launch.ExecutorEnvironment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Main class of a TaskExecutor in a YARN container: registers with the JobManager that launched it and runs its tasks.
 */
public final class YarnTaskExecutorRunner {

    /** The container's own directory, on a disk that YARN chose; the NodeManager removes it however the container ends. */
    private static final Path CONTAINER = Path.of("").toAbsolutePath();

    private static final Duration STOP_PATIENCE = Duration.ofSeconds(2);

    private YarnTaskExecutorRunner() {}

    /** Started by YARN; takes no arguments. */
    public static void main(String[] args) {
        ProcessExit.after(() -> run(System.getenv()));
    }

    private static ProcessExit run(Map<String, String> environment) {
        ContainerIdentity self = ContainerIdentity.read(environment);
        ExecutorEnvironment launched = ExecutorEnvironment.read(environment);
        Configuration settings = StagedConfiguration.read();
        FileSystem.initialize(settings);
        Secret secret = ApplicationSecret.read(self.tokenFile());
        ExecutorMemory memory = ExecutorMemory.of(settings);
        Clock clock = Clock.system();
        String host = settings.getOptional(NetworkOptions.EXECUTOR_HOST).orElse(self.host());
        CompletableFuture<ProcessExit> end = new CompletableFuture<>();
        TaskExecutor running = new TaskExecutor(
                new TaskExecutorSettings(
                        new ExecutorId(self.containerId()),
                        self.attempt(),
                        launched.spec().slots(),
                        host,
                        resources(memory, launched),
                        settings.get(TaskExecutorOptions.REGISTRATION_TIMEOUT)),
                LoopStarter.threads(clock),
                clock,
                new ControlClient(
                        launched.jobManagerHost(),
                        launched.jobManagerPort(),
                        secret,
                        RpcSettings.of(settings),
                        Transport.tcp()),
                faults -> DataPlane.open(settings, memory, secret, host, CONTAINER, clock, faults::accept),
                new UserCode(
                        (name, entries) -> UserClassLoader.open(
                                name,
                                entries,
                                ResolvePolicy.of(settings),
                                YarnTaskExecutorRunner.class.getClassLoader()),
                        new BlobDirectory(CONTAINER.resolve(ContainerFiles.BLOBS))),
                (kind, reason) -> end.complete(exitOf(kind)));
        running.start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(running, end), "weft-shutdown"));
        return end.join();
    }

    private static Resources resources(ExecutorMemory memory, ExecutorEnvironment launched) {
        return new Resources(
                ProcessHandle.current().pid(),
                Runtime.getRuntime().availableProcessors(),
                memory.heap(),
                memory.managed(),
                memory.network(),
                launched.spec().processBytes());
    }

    private static ProcessExit exitOf(StopKind kind) {
        return switch (kind) {
            case REQUESTED -> ProcessExit.SUCCESS;
            case MASTER_LOST -> ProcessExit.JOB_MANAGER_LOST;
            case TASK_STUCK -> ProcessExit.TASK_STUCK;
            case FAILED -> ProcessExit.FATAL_ERROR;
        };
    }

    /** YARN ends the container: the JobManager hears it from us before it hears it from YARN. */
    private static void stop(TaskExecutor running, CompletableFuture<ProcessExit> end) {
        running.stop("its container is being stopped");
        try {
            end.get(STOP_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            Runtime.getRuntime().halt(ProcessExit.FATAL_ERROR.code());
        }
    }
}
