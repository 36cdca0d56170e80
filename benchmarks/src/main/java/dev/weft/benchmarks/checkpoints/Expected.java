package dev.weft.benchmarks.checkpoints;

import dev.weft.benchmarks.checkpoints.Reported.Moment;
import dev.weft.benchmarks.compare.FailedRunException;
import dev.weft.benchmarks.jobs.LargeState;
import java.util.List;

/** What the sinks must have seen if every record counted once: the same work in a plain loop. */
final class Expected {

    private Expected() {}

    /** @throws FailedRunException if a record was lost or counted twice */
    static void check(long keys, long records, List<Moment> sinks) {
        int[] counts = new int[(int) keys];
        long checksum = 0;
        for (long i = 0; i < records; i++) {
            long key = LargeState.key(i, keys);
            checksum += LargeState.hash(key, ++counts[(int) key]);
        }
        long seen = sinks.stream().mapToLong(Moment::count).sum();
        long seenChecksum = sinks.stream().mapToLong(Moment::checksum).sum();
        if (seen != records || seenChecksum != checksum) {
            throw new FailedRunException("records were lost or counted twice: " + records + " made, " + seen
                    + " at the sinks, checksum " + Long.toHexString(seenChecksum) + " instead of "
                    + Long.toHexString(checksum));
        }
    }
}
