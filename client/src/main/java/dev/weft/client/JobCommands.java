package dev.weft.client;

import dev.weft.api.common.JobID;
import dev.weft.api.common.JobStatus;
import dev.weft.client.ClusterExecutor.ClientParts;
import dev.weft.client.JobEndpoint.JobLine;
import dev.weft.client.options.JobOptions;
import dev.weft.client.spi.ApplicationRef;
import dev.weft.client.spi.ClusterApplication;
import dev.weft.client.spi.ClusterDescriptor;
import dev.weft.client.spi.ClusterProvider;
import dev.weft.client.spi.ClusterProvider.Purpose;
import dev.weft.configuration.ConfigOption;
import dev.weft.configuration.Configuration;
import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.WeftException;
import dev.weft.engine.configuration.SubmissionOptions;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** {@code flink list} and {@code flink cancel}: commands for the jobs of a running application. */
final class JobCommands {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("dd.MM.yyyy HH:mm:ss").withZone(ZoneId.systemDefault());

    private final ClientSettings settings;
    private final ClientParts parts;

    JobCommands(ClientSettings settings, ClientParts parts) {
        this.settings = settings;
        this.parts = parts;
    }

    int list(List<String> arguments) {
        JobOptions options = JobOptions.parseList(arguments);
        if (options.help()) {
            parts.console().line(Help.list());
            return 0;
        }
        return ask(options, endpoint -> show(options, endpoint.jobs()));
    }

    int cancel(List<String> arguments) {
        JobOptions options = JobOptions.parseCancel(arguments);
        if (options.help()) {
            parts.console().line(Help.cancel());
            return 0;
        }
        JobID job = onlyJob(options.jobs());
        return ask(options, endpoint -> {
            JobStatus status = endpoint.status(job);
            if (status.isGloballyTerminalState()) {
                parts.console().line("Job " + job.toHexString() + " has ended before: it is " + status);
            } else {
                endpoint.cancel(job);
                parts.console().line("Job " + job.toHexString() + " is being canceled");
            }
        });
    }

    private static JobID onlyJob(List<String> jobs) {
        if (jobs.size() != 1) {
            throw new WeftException(
                    ErrorCode.INVALID_CONFIGURATION,
                    jobs.isEmpty()
                            ? "name the job: flink cancel -yid <application> <JobID>"
                            : "one job at a time, not '" + String.join(" ", jobs) + "'");
        }
        if (!jobs.get(0).matches("[0-9a-fA-F]{32}")) {
            throw new WeftException(
                    ErrorCode.INVALID_CONFIGURATION,
                    "'" + jobs.get(0) + "' is no JobID: one has 32 hexadecimal digits");
        }
        return JobID.fromHexString(jobs.get(0));
    }

    private int ask(JobOptions options, Consumer<JobEndpoint> question) {
        Configuration configuration = settings.load(options.settings(), parts.console());
        ClusterProvider provider = settings.providers().stream()
                .filter(candidate -> configuration
                        .getOptional(SubmissionOptions.TARGET)
                        .map(target -> candidate.targets().contains(target))
                        .orElse(true))
                .findFirst()
                .orElseThrow(() -> new WeftException(
                        ErrorCode.INVALID_CONFIGURATION,
                        "target '" + configuration.get(SubmissionOptions.TARGET)
                                + "' (execution.target) has no applications to ask"));
        ApplicationRef named = application(options, configuration, provider.applicationOption());
        parts.logging().await();
        try (ClusterDescriptor cluster = provider.connect(settings.context(configuration, parts), Purpose.INSPECT)) {
            ClusterApplication application = cluster.find(named);
            question.accept(parts.endpoints().at(application.rest(), configuration));
            return 0;
        }
    }

    private static ApplicationRef application(
            JobOptions options, Configuration configuration, ConfigOption<String> option) {
        return options.application()
                .map(id -> new ApplicationRef(id, "-yid"))
                .or(() -> configuration.getOptional(option).map(id -> new ApplicationRef(id, option.key())))
                .orElseThrow(() -> new WeftException(
                        ErrorCode.INVALID_CONFIGURATION,
                        "name the application with -yid <application>; 'yarn application -list' shows them"));
    }

    private void show(JobOptions options, List<JobLine> jobs) {
        boolean plain = !options.running() && !options.scheduled();
        if (plain || options.running() || options.all()) {
            section("Running jobs", jobs, line -> isRunning(line.status()));
        }
        if (plain || options.scheduled() || options.all()) {
            section("Scheduled jobs", jobs, line -> isScheduled(line.status()));
        }
        if (options.all()) {
            section("Ended jobs", jobs, line -> line.status().isGloballyTerminalState());
        }
    }

    private static boolean isScheduled(JobStatus status) {
        return status == JobStatus.CREATED || status == JobStatus.INITIALIZING;
    }

    private static boolean isRunning(JobStatus status) {
        return !isScheduled(status) && !status.isGloballyTerminalState();
    }

    private void section(String title, List<JobLine> jobs, Predicate<JobLine> members) {
        List<JobLine> lines = jobs.stream()
                .filter(members)
                .sorted(Comparator.comparingLong(JobLine::startMs))
                .toList();
        parts.console()
                .line("------------------ " + title + (lines.isEmpty() ? ": none " : " ") + "------------------");
        for (JobLine line : lines) {
            parts.console()
                    .line(TIME.format(Instant.ofEpochMilli(line.startMs())) + " : "
                            + line.id().toHexString() + " : " + line.name() + " (" + line.status() + ")");
        }
    }
}
