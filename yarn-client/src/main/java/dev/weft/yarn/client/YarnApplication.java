package dev.weft.yarn.client;

import dev.weft.client.spi.ClusterApplication;
import dev.weft.yarn.common.staging.StagingDirectory;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.hadoop.yarn.api.records.ApplicationReport;
import org.apache.hadoop.yarn.api.records.FinalApplicationStatus;
import org.apache.hadoop.yarn.api.records.YarnApplicationState;
import org.apache.hadoop.yarn.exceptions.YarnException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An application that YARN runs, or has run. */
final class YarnApplication implements ClusterApplication {

    private static final Logger LOG = LoggerFactory.getLogger(YarnApplication.class);

    private final ApplicationId id;
    private final YarnLink link;
    private final Configuration configuration;
    private final URI rest;
    private final Optional<StagingDirectory> staging;

    /**
     * @param report the first report in which it runs or has ended
     * @param staging what it has in the file system, if this client knows
     */
    YarnApplication(
            ApplicationReport report, YarnLink link, Configuration configuration, Optional<StagingDirectory> staging) {
        this.id = report.getApplicationId();
        this.link = link;
        this.configuration = configuration;
        this.rest = URI.create("http://" + report.getHost() + ":" + Math.max(0, report.getRpcPort()));
        this.staging = staging;
    }

    @Override
    public String id() {
        return id.toString();
    }

    @Override
    public URI rest() {
        return rest;
    }

    @Override
    public Optional<Ending> ending() {
        try {
            Optional<Ending> ending = ending(link.report(id));
            ending.filter(e -> e.outcome() != Outcome.SUCCEEDED).ifPresent(e -> removeStaging());
            return ending;
        } catch (IOException | YarnException e) {
            throw ClusterErrors.resourceManager(e, configuration, "tell about " + id);
        }
    }

    static Optional<Ending> ending(ApplicationReport report) {
        if (!StartupPoller.hasEnded(report.getYarnApplicationState())) {
            return Optional.empty();
        }
        String diagnostics =
                report.getDiagnostics() == null ? "" : report.getDiagnostics().strip();
        return Optional.of(new Ending(outcome(report), diagnostics));
    }

    private static Outcome outcome(ApplicationReport report) {
        if (report.getYarnApplicationState() == YarnApplicationState.KILLED
                || report.getFinalApplicationStatus() == FinalApplicationStatus.KILLED) {
            return Outcome.KILLED;
        }
        return report.getYarnApplicationState() == YarnApplicationState.FINISHED
                        && report.getFinalApplicationStatus() == FinalApplicationStatus.SUCCEEDED
                ? Outcome.SUCCEEDED
                : Outcome.FAILED;
    }

    /** The application master does this at its end, unless it was killed. */
    private void removeStaging() {
        staging.ifPresent(directory -> {
            try {
                directory.delete();
            } catch (IOException e) {
                LOG.warn("cannot remove {} of {}; the next submission tries again", directory, id, e);
            }
        });
    }

    @Override
    public void kill(String reason) {
        try {
            link.kill(id, reason);
        } catch (IOException | YarnException e) {
            throw ClusterErrors.resourceManager(e, configuration, "kill " + id);
        }
    }

    @Override
    public String stopCommand() {
        return "yarn application -kill " + id;
    }

    @Override
    public String logsCommand() {
        return "yarn logs -applicationId " + id;
    }

    @Override
    public String toString() {
        return id.toString();
    }
}
