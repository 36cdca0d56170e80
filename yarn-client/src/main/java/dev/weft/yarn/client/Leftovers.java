package dev.weft.yarn.client;

import dev.weft.yarn.common.staging.StagingDirectory;
import java.io.IOException;
import java.util.List;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.hadoop.yarn.exceptions.YarnException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Staging directories of applications that ended without removing them, because they were killed. Only what YARN says has
 * ended is removed: an application that it does not know may belong to another cluster on the same file system.
 */
final class Leftovers {

    private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);
    private static final int MOST_A_TIME = 20;

    private final FileSystem fs;
    private final Path root;
    private final YarnLink link;

    Leftovers(FileSystem fs, Path root, YarnLink link) {
        this.fs = fs;
        this.root = root;
        this.link = link;
    }

    /** Removes some; returns how many. */
    int sweep(ApplicationId own) {
        int removed = 0;
        try {
            List<String> others = StagingDirectory.applications(fs, root).stream()
                    .filter(name -> !name.equals(own.toString()))
                    .limit(MOST_A_TIME)
                    .toList();
            for (String name : others) {
                if (hasEnded(name)) {
                    fs.delete(new Path(root, name), true);
                    LOG.info("removed the staging directory that {} has left behind", name);
                    removed++;
                }
            }
        } catch (IOException e) {
            LOG.info("looking for staging directories of ended applications failed", e);
        }
        return removed;
    }

    private boolean hasEnded(String name) throws IOException {
        try {
            return StartWatch.hasEnded(
                    link.report(ApplicationId.fromString(name)).getYarnApplicationState());
        } catch (YarnException | IllegalArgumentException e) {
            return false;
        }
    }
}
