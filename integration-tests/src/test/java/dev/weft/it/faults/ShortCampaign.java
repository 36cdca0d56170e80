package dev.weft.it.faults;

import dev.weft.it.Cluster;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A campaign of two faults on a cluster that others use, too. */
public final class ShortCampaign {

    public static final Duration PATIENCE = Duration.ofSeconds(90);

    private ShortCampaign() {}

    /** Whether all went well; the report is printed. */
    public static boolean run(Cluster cluster, Path directory) throws Exception {
        try (Report report = new Report(System.out, directory.resolve("faults.txt"));
                Campaign campaign = new Campaign(
                        cluster, Files.createDirectories(directory.resolve("campaign")), PATIENCE, report)) {
            return campaign.run(List.of(Fault.KILL_COMMIT, Fault.HDFS_CUT), 1, List.of());
        }
    }
}
