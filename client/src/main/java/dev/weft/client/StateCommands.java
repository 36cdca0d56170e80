package dev.weft.client;

import dev.weft.api.common.JobID;
import dev.weft.client.ClusterExecutor.ClientParts;
import dev.weft.client.options.StateOptions;
import dev.weft.configuration.Configuration;
import dev.weft.core.fs.FileSystem;
import dev.weft.engine.checkpoint.CheckpointDescription;
import dev.weft.engine.checkpoint.Savepoints;
import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.WeftException;
import dev.weft.engine.rest.api.OperationStatus;
import dev.weft.engine.usercode.ResolvePolicy;
import dev.weft.engine.usercode.UserClassLoader;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * {@code flink savepoint}, {@code stop}, {@code checkpoint} and {@code cancel -s}: commands that take or delete the state
 * of a job. What they print is parsed by scripts; progress goes to standard error.
 */
final class StateCommands {

    /** How long one question for the outcome waits, and after which the progress is told. */
    private static final Duration WAIT = Duration.ofSeconds(3);

    private final ClientSettings settings;
    private final ClientParts parts;
    private final RunningCluster cluster;

    StateCommands(ClientSettings settings, ClientParts parts) {
        this.settings = settings;
        this.parts = parts;
        this.cluster = new RunningCluster(settings, parts);
    }

    int savepoint(List<String> arguments) {
        StateOptions options = StateOptions.parseSavepoint(arguments);
        if (options.help()) {
            return help(Help.savepoint());
        }
        if (options.describe().isPresent()) {
            return describe(options, options.describe().get());
        }
        if (options.dispose().isPresent()) {
            return dispose(options, options.dispose().get());
        }
        if (options.arguments().size() > 2) {
            throw wrong("a savepoint takes a job and a directory, not '" + String.join(" ", options.arguments()) + "'");
        }
        JobID job = JobIds.only(
                options.arguments().subList(0, Math.min(1, options.arguments().size())),
                "flink savepoint <JobID> [directory]");
        Optional<String> directory = options.arguments().stream().skip(1).findFirst();
        return cluster.ask(options.cluster(), job, endpoint -> {
            line("Triggering savepoint " + (options.detached() ? "in detached mode " : "") + "for job "
                    + job.toHexString() + ".");
            PendingOperation savepoint = endpoint.savepoint(job, directory, options.format(), false);
            if (options.detached()) {
                line("Successfully trigger manual savepoint, triggerId: " + savepoint.triggerId());
                return;
            }
            line("Waiting for response...");
            String path = location(endpoint, job, savepoint);
            line("Savepoint completed. Path: " + path);
            line("You can resume your program from this savepoint with the run command.");
        });
    }

    int stop(List<String> arguments) {
        StateOptions options = StateOptions.parseStop(arguments);
        if (options.help()) {
            return help(Help.stop());
        }
        JobID job = JobIds.only(options.arguments(), "flink stop [-p <directory>] <JobID>");
        return cluster.ask(options.cluster(), job, endpoint -> {
            line((options.drain() ? "Draining" : "Suspending") + " job \"" + job.toHexString()
                    + "\" with a savepoint.");
            PendingOperation stop = endpoint.stop(job, options.directory(), options.format(), options.drain());
            if (options.detached()) {
                line("Successfully trigger stop-with-savepoint in detached mode, triggerId: " + stop.triggerId());
                return;
            }
            line("Savepoint completed. Path: " + location(endpoint, job, stop));
        });
    }

    /** {@code flink cancel -s}. */
    int cancelWithSavepoint(StateOptions options) {
        JobID job = JobIds.only(options.arguments(), "flink cancel -s [directory] <JobID>");
        return cluster.ask(options.cluster(), job, endpoint -> {
            line("Cancelling job " + job.toHexString() + " with savepoint to "
                    + options.directory().orElse("default savepoint directory") + ".");
            PendingOperation savepoint = endpoint.savepoint(job, options.directory(), options.format(), true);
            String path = location(endpoint, job, savepoint);
            line("Cancelled job " + job.toHexString() + ". Savepoint stored in " + path + ".");
        });
    }

    int checkpoint(List<String> arguments) {
        StateOptions options = StateOptions.parseCheckpoint(arguments);
        if (options.help()) {
            return help(Help.checkpoint());
        }
        JobID job = JobIds.only(options.arguments(), "flink checkpoint [-full] <JobID>");
        String type = options.full() ? "FULL" : "CONFIGURED";
        return cluster.ask(options.cluster(), job, endpoint -> {
            line("Triggering checkpoint for job " + job.toHexString() + ".");
            PendingOperation checkpoint = endpoint.checkpoint(job, type);
            line("Waiting for response...");
            OperationStatus done = await(endpoint, Optional.of(job), checkpoint);
            line("Checkpoint(" + type + ") " + done.checkpointId().orElse(-1) + " for job " + job.toHexString()
                    + " completed.");
            line("You can resume your program from this checkpoint with the run command.");
        });
    }

    /** In the application that is named; in this process when none is: its job has often ended. */
    private int dispose(StateOptions options, String path) {
        Configuration configuration = settings.load(options.cluster().settings(), parts.console());
        if (cluster.isNamed(options.cluster(), configuration)) {
            return cluster.ask(options.cluster(), endpoint -> {
                line("Disposing savepoint '" + path + "'.");
                line("Waiting for response...");
                await(endpoint, Optional.empty(), endpoint.disposal(path));
                line("Savepoint '" + path + "' disposed.");
            });
        }
        line("Disposing savepoint '" + path + "'.");
        return onFiles(configuration, () -> {
            Savepoints.dispose(path);
            line("Savepoint '" + path + "' disposed.");
        });
    }

    private int describe(StateOptions options, String path) {
        Configuration configuration = settings.load(options.cluster().settings(), parts.console());
        return onFiles(configuration, () -> {
            ClassLoader own = StateCommands.class.getClassLoader();
            try (UserClassLoader types = UserClassLoader.open(
                    "described program",
                    options.jar().map(settings::program).stream().toList(),
                    ResolvePolicy.of(configuration),
                    own)) {
                line(CheckpointDescription.of(path, Savepoints.read(path), types)
                        .stripTrailing());
            }
        });
    }

    /** Reads or changes files from this process. */
    private interface FileWork {
        void run() throws IOException;
    }

    private int onFiles(Configuration configuration, FileWork work) {
        parts.logging().await();
        FileSystem.initialize(configuration);
        try {
            work.run();
            return 0;
        } catch (IOException e) {
            throw new WeftException(ErrorCode.EXTERNAL_SERVICE, e.getMessage(), e);
        }
    }

    private String location(JobEndpoint endpoint, JobID job, PendingOperation savepoint) {
        return await(endpoint, Optional.of(job), savepoint).location().orElse("");
    }

    private OperationStatus await(JobEndpoint endpoint, Optional<JobID> job, PendingOperation operation) {
        OperationStatus status = operation.status(WAIT);
        while (!status.completed()) {
            job.flatMap(endpoint::checkpointProgress).ifPresent(parts.console()::note);
            status = operation.status(WAIT);
        }
        Optional<String> failure = status.failure();
        if (failure.isPresent()) {
            throw new WeftException(ErrorCode.EXTERNAL_SERVICE, failure.get());
        }
        return status;
    }

    private void line(String text) {
        parts.console().line(text);
    }

    private int help(String text) {
        line(text);
        return 0;
    }

    private static WeftException wrong(String line) {
        return new WeftException(ErrorCode.INVALID_CONFIGURATION, line);
    }
}
