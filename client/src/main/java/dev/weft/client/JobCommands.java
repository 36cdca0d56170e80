package dev.weft.client;

import dev.weft.api.common.JobID;
import dev.weft.api.common.JobStatus;
import dev.weft.client.ClusterExecutor.ClientParts;
import dev.weft.client.JobEndpoint.JobLine;
import dev.weft.client.options.JobOptions;
import dev.weft.client.options.StateOptions;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/**
 * {@code flink list} and {@code flink cancel}: commands for the jobs of a running application. Scripts parse what they print, which
 * therefore does not change.
 */
final class JobCommands {

    /** Of the lines around a list, in characters. */
    private static final int WIDTH = 62;

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("dd.MM.yyyy HH:mm:ss").withZone(ZoneId.systemDefault());

    private final ClientSettings settings;
    private final ClientParts parts;
    private final RunningCluster cluster;

    JobCommands(ClientSettings settings, ClientParts parts) {
        this.settings = settings;
        this.parts = parts;
        this.cluster = new RunningCluster(settings, parts);
    }

    int list(List<String> arguments) {
        JobOptions options = JobOptions.parseList(arguments);
        if (options.help()) {
            parts.console().line(Help.list());
            return 0;
        }
        return cluster.ask(options.cluster(), endpoint -> {
            parts.console().line("Waiting for response...");
            show(options, endpoint.jobs());
        });
    }

    int cancel(List<String> arguments) {
        StateOptions options = StateOptions.parseCancel(arguments);
        if (options.help()) {
            parts.console().line(Help.cancel());
            return 0;
        }
        if (options.withSavepoint()) {
            return new StateCommands(settings, parts).cancelWithSavepoint(options);
        }
        JobID job = JobIds.only(options.arguments(), "flink cancel <JobID>");
        return cluster.ask(options.cluster(), job, endpoint -> {
            JobStatus status = endpoint.status(job);
            if (status.isGloballyTerminalState()) {
                parts.console().line("Job " + job.toHexString() + " has ended before: it is " + status);
            } else {
                parts.console().line("Cancelling job " + job.toHexString() + ".");
                endpoint.cancel(job);
                parts.console().line("Cancelled job " + job.toHexString() + ".");
            }
        });
    }

    private void show(JobOptions options, List<JobLine> jobs) {
        boolean plain = !options.running() && !options.scheduled();
        if (plain || options.running() || options.all()) {
            section("Running/Restarting Jobs", "No running jobs.", jobs, line -> isRunning(line.status()));
        }
        if (plain || options.scheduled() || options.all()) {
            section("Scheduled Jobs", "No scheduled jobs.", jobs, line -> isScheduled(line.status()));
        }
        if (options.all()) {
            section(
                    "Terminated Jobs",
                    "No terminated jobs.",
                    jobs,
                    line -> line.status().isGloballyTerminalState());
        }
    }

    private static boolean isScheduled(JobStatus status) {
        return status == JobStatus.CREATED || status == JobStatus.INITIALIZING;
    }

    private static boolean isRunning(JobStatus status) {
        return !isScheduled(status) && !status.isGloballyTerminalState();
    }

    private void section(String title, String ifNone, List<JobLine> jobs, Predicate<JobLine> members) {
        List<JobLine> lines = jobs.stream()
                .filter(members)
                .sorted(Comparator.comparingLong(JobLine::startMs))
                .toList();
        if (lines.isEmpty()) {
            parts.console().line(ifNone);
            return;
        }
        String heading = " " + title + " ";
        int dashes = WIDTH - heading.length();
        parts.console().line("-".repeat(dashes / 2) + heading + "-".repeat(dashes - dashes / 2));
        for (JobLine line : lines) {
            parts.console()
                    .line(TIME.format(Instant.ofEpochMilli(line.startMs())) + " : "
                            + line.id().toHexString() + " : " + line.name() + " (" + line.status() + ")");
        }
        parts.console().line("-".repeat(WIDTH));
    }
}
