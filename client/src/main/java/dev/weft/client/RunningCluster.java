package dev.weft.client;

import dev.weft.api.common.JobID;
import dev.weft.client.ClusterExecutor.ClientParts;
import dev.weft.client.options.ClusterOptions;
import dev.weft.client.spi.ApplicationRef;
import dev.weft.client.spi.ClusterApplication;
import dev.weft.client.spi.ClusterDescriptor;
import dev.weft.client.spi.ClusterProvider;
import dev.weft.client.spi.ClusterProvider.Purpose;
import dev.weft.configuration.Configuration;
import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.WeftException;
import dev.weft.engine.configuration.SubmissionOptions;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** Finds the JobManager of the application that a command line names. */
final class RunningCluster {

    private final ClientSettings settings;
    private final ClientParts parts;

    RunningCluster(ClientSettings settings, ClientParts parts) {
        this.settings = settings;
        this.parts = parts;
    }

    /** Asks the JobManager that the options or the configuration name; gives exit code 0 unless the question throws. */
    int ask(ClusterOptions options, Consumer<JobEndpoint> question) {
        return ask(options, question, cluster -> {
            throw new WeftException(
                    ErrorCode.INVALID_CONFIGURATION,
                    "name the application with -yid <application>; 'yarn application -list' shows them");
        });
    }

    /** As the other, but where none is named it asks the JobManager of the application that was submitted for the job. */
    int ask(ClusterOptions options, JobID job, Consumer<JobEndpoint> question) {
        return ask(options, question, cluster -> cluster.find(job));
    }

    private int ask(
            ClusterOptions options,
            Consumer<JobEndpoint> question,
            Function<ClusterDescriptor, ClusterApplication> unlessNamed) {
        Configuration configuration = settings.load(options.settings(), parts.console());
        if (options.jobManager().isPresent()) {
            parts.logging().await();
            question.accept(parts.endpoints().at(options.jobManager().get(), configuration));
            return 0;
        }
        ClusterProvider provider = provider(configuration);
        Optional<ApplicationRef> named = named(options, configuration, provider);
        parts.logging().await();
        try (ClusterDescriptor cluster = provider.connect(settings.context(configuration, parts), Purpose.INSPECT)) {
            ClusterApplication application = named.map(cluster::find).orElseGet(() -> unlessNamed.apply(cluster));
            question.accept(parts.endpoints().at(application.rest(), configuration));
            return 0;
        }
    }

    /** Whether the options or the configuration name a JobManager or an application. */
    boolean isNamed(ClusterOptions options, Configuration configuration) {
        return options.jobManager().isPresent()
                || named(options, configuration, provider(configuration)).isPresent();
    }

    private ClusterProvider provider(Configuration configuration) {
        return settings.providers().stream()
                .filter(candidate -> configuration
                        .getOptional(SubmissionOptions.TARGET)
                        .map(target -> candidate.targets().contains(target))
                        .orElse(true))
                .findFirst()
                .orElseThrow(() -> new WeftException(
                        ErrorCode.INVALID_CONFIGURATION,
                        "target '" + configuration.get(SubmissionOptions.TARGET)
                                + "' (execution.target) has no applications to ask"));
    }

    private static Optional<ApplicationRef> named(
            ClusterOptions options, Configuration configuration, ClusterProvider provider) {
        return options.application()
                .map(id -> new ApplicationRef(id, "-yid"))
                .or(() -> configuration
                        .getOptional(provider.applicationOption())
                        .map(id -> new ApplicationRef(
                                id, provider.applicationOption().key())));
    }
}
