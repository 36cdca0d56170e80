package dev.weft.connector.kafka.sink;

import dev.weft.api.common.JobID;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The writer to which transactional ids belong. An owner is born in a writer that starts without state, and lives on in
 * whichever writer restores its state; so no two writers of a run use the same ids, also after rescaling.
 *
 * <p>Its ids are {@code <prefix>-<subtask>-<birth>-<number>}.
 *
 * @param prefix the user's
 * @param subtask the index of the writer in which it was born
 * @param birth the run in which it was born: eight digits of the job's id, a dot, and the checkpoint from which the job was
 *     restored, 0 for none
 */
record IdOwner(String prefix, int subtask, String birth) {

    private static final Pattern REST = Pattern.compile("-(\\d{1,9})-([0-9a-f]{8}\\.\\d{1,19})-(\\d{1,9})");

    /** A transactional id in its parts. */
    record Id(IdOwner owner, int number) {}

    /** The name of a run. */
    static String birth(JobID job, long restoredCheckpoint) {
        return job.toString().substring(0, 8) + "." + restoredCheckpoint;
    }

    String id(int number) {
        return prefix + "-" + subtask + "-" + birth + "-" + number;
    }

    /** The parts of an id; empty when it was not made from that prefix by a sink of this kind. */
    static Optional<Id> parse(String prefix, String transactionalId) {
        if (!transactionalId.startsWith(prefix)) {
            return Optional.empty();
        }
        Matcher rest = REST.matcher(transactionalId.substring(prefix.length()));
        return rest.matches()
                ? Optional.of(new Id(
                        new IdOwner(prefix, Integer.parseInt(rest.group(1)), rest.group(2)),
                        Integer.parseInt(rest.group(3))))
                : Optional.empty();
    }
}
