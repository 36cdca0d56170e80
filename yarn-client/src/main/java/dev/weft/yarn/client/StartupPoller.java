package dev.weft.yarn.client;

import dev.weft.client.spi.Progress;
import dev.weft.engine.common.Clock;
import java.io.IOException;
import java.util.Optional;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.hadoop.yarn.api.records.ApplicationReport;
import org.apache.hadoop.yarn.api.records.YarnApplicationState;
import org.apache.hadoop.yarn.exceptions.YarnException;

/**
 * Polls the report of a submitted application until its JobManager has registered or it has ended, and prints each
 * change of its state. Polling is frequent at first, since the user waits, and backs off for a ResourceManager that is
 * slow to start the application.
 */
final class StartupPoller {

    private static final long ACCEPTED_PATIENCE_MS = 2_000;

    /** A pause between two looks. */
    interface Pause {
        void forMs(long ms) throws InterruptedException;
    }

    private final YarnLink link;
    private final Progress progress;
    private final Clock clock;
    private final Pause pause;

    StartupPoller(YarnLink link, Progress progress, Clock clock, Pause pause) {
        this.link = link;
        this.progress = progress;
        this.clock = clock;
        this.pause = pause;
    }

    /** The first report in which the application runs or has ended. */
    ApplicationReport await(ApplicationId application) throws IOException, YarnException, InterruptedException {
        long start = clock.nanoTime();
        long acceptedAt = -1;
        String told = "";
        Optional<YarnApplicationState> last = Optional.empty();
        while (true) {
            ApplicationReport report = link.report(application);
            YarnApplicationState state = report.getYarnApplicationState();
            long now = clock.nanoTime();
            if (!last.equals(Optional.of(state))) {
                last = Optional.of(state);
                acceptedAt = state == YarnApplicationState.ACCEPTED ? now : -1;
                tell(application, report);
            }
            if (hasStarted(report)) {
                // YARN's proxy, whose address was told before, lets no POST through.
                if (isAddress(report.getOriginalTrackingUrl())) {
                    progress.line("JobManager Web Interface: " + report.getOriginalTrackingUrl());
                }
                return report;
            }
            if (hasEnded(state)) {
                return report;
            }
            if (acceptedAt >= 0 && (now - acceptedAt) / 1_000_000 >= ACCEPTED_PATIENCE_MS) {
                String why = Diagnostics.waiting(report.getDiagnostics());
                if (!why.isEmpty() && !why.equals(told)) {
                    told = why;
                    progress.line("Waiting for YARN to start the JobManager: " + why);
                }
            }
            pause.forMs(pauseMs((now - start) / 1_000_000));
        }
    }

    private void tell(ApplicationId application, ApplicationReport report) {
        switch (report.getYarnApplicationState()) {
            case NEW, NEW_SAVING -> {}
            case SUBMITTED, ACCEPTED, FINISHED, FAILED, KILLED ->
                progress.line("Application " + application + " is " + report.getYarnApplicationState());
            case RUNNING -> {
                String web = report.getTrackingUrl();
                progress.line(
                        "Application " + application + " is RUNNING" + (isAddress(web) ? "; web address: " + web : ""));
            }
        }
    }

    private static boolean isAddress(String url) {
        return url != null && !url.isBlank() && !url.equals("N/A");
    }

    /** Running is not enough: the address comes with the registration. */
    private static boolean hasStarted(ApplicationReport report) {
        return report.getYarnApplicationState() == YarnApplicationState.RUNNING && report.getRpcPort() > 0;
    }

    static boolean hasEnded(YarnApplicationState state) {
        return state == YarnApplicationState.FINISHED
                || state == YarnApplicationState.FAILED
                || state == YarnApplicationState.KILLED;
    }

    static long pauseMs(long waitedMs) {
        if (waitedMs < 4_000) {
            return 50;
        }
        if (waitedMs < 20_000) {
            return 200;
        }
        return waitedMs < 120_000 ? 1_000 : 3_000;
    }
}
