package dev.weft.yarn.client;

import dev.weft.yarn.common.staging.StagingDirectory;
import dev.weft.yarn.common.staging.StagingDirectory.Found;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.hadoop.yarn.exceptions.ApplicationNotFoundException;
import org.apache.hadoop.yarn.exceptions.YarnException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Garbage collection of orphaned staging directories: those of applications that were killed, and of clients that were
 * killed before they submitted.
 *
 * <p>It removes those of applications that have ended according to YARN. An application that YARN does not know may
 * belong to another cluster on the same file system, or to a client that is about to submit it: its directory is
 * removed only if it belongs to this user, has not been touched for an hour, and its id was issued by the same
 * ResourceManager as that of the application that is being submitted.
 */
final class OrphanedStaging {

    private static final Logger LOG = LoggerFactory.getLogger(OrphanedStaging.class);
    private static final int MOST_A_TIME = 100;

    /** No client takes that long between two files that it stages, or from the last one to the submission. */
    private static final Duration ABANDONED_AFTER = Duration.ofHours(1);

    private final FileSystem fs;
    private final Path root;
    private final YarnLink link;

    OrphanedStaging(FileSystem fs, Path root, YarnLink link) {
        this.fs = fs;
        this.root = root;
        this.link = link;
    }

    /**
     * Removes those that it finds, of a limited number; returns how many.
     *
     * @param own the application that is being submitted
     */
    int remove(ApplicationId own) {
        int removed = 0;
        try {
            List<Found> all = StagingDirectory.applications(fs, root);
            Optional<Found> ours = all.stream()
                    .filter(found -> found.application().equals(own.toString()))
                    .findFirst();
            List<Found> others = all.stream()
                    .filter(found -> !found.application().equals(own.toString()))
                    .limit(MOST_A_TIME)
                    .toList();
            for (Found found : others) {
                if (isOrphaned(found, own, ours)) {
                    fs.delete(new Path(root, found.application()), true);
                    LOG.info("removed the staging directory that {} has left behind", found.application());
                    removed++;
                }
            }
        } catch (IOException e) {
            LOG.info("looking for staging directories of ended applications failed", e);
        }
        return removed;
    }

    /** @param ours the directory of the application that is being submitted, unless that has ended already */
    private boolean isOrphaned(Found found, ApplicationId own, Optional<Found> ours) throws IOException {
        ApplicationId id;
        try {
            id = ApplicationId.fromString(found.application());
        } catch (IllegalArgumentException notAnApplication) {
            return false;
        }
        try {
            return StartupPoller.hasEnded(link.report(id).getYarnApplicationState());
        } catch (ApplicationNotFoundException unknown) {
            return id.getClusterTimestamp() == own.getClusterTimestamp()
                    && ours.filter(mine -> isAbandoned(found, mine)).isPresent();
        } catch (YarnException e) {
            return false;
        }
    }

    /** Our own directory has just been made: its time is the file system's now. */
    private static boolean isAbandoned(Found found, Found ours) {
        return found.owner().equals(ours.owner())
                && ours.modifiedMs() - found.modifiedMs() > ABANDONED_AFTER.toMillis();
    }
}
