package dev.weft.connector.kafka.sink;

import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Decides which transactional ids of former runs a new writer takes over, which aborts their open transactions and shuts out
 * writers that were given up and still live. An open transaction hides all later records from consumers that read committed
 * ones. Pure.
 *
 * <p>Never taken over is what a checkpoint holds as prepared: it will be committed.
 *
 * @param subtask the index of the new writer, from 0
 * @param parallelism how many writers there are
 * @param restored the states that the writer was given
 * @param fresh the prefix of the sink, and the birth of owners that are born in this run
 * @param fromCheckpoint whether the job was restored from a checkpoint
 */
record LingeringTransactions(
        int subtask, int parallelism, Collection<KafkaWriterState> restored, Fresh fresh, boolean fromCheckpoint) {

    /** What makes new owners: their prefix and birth. */
    record Fresh(String prefix, String birth) {}

    /**
     * The ids to be taken over: all of the restored owners, with the one that they would have used next, and those of open
     * transactions that no state can hold.
     *
     * @param open the ids of all open transactions that can be seen
     */
    Set<String> among(Collection<String> open) {
        Set<String> taken = new TreeSet<>();
        for (KafkaWriterState state : restored) {
            IntStream.rangeClosed(0, state.numbers())
                    .mapToObj(state.owner()::id)
                    .forEach(taken::add);
        }
        open.stream().filter(id -> isOfRestoredOwner(id) || isOrphan(id)).forEach(taken::add);
        for (KafkaWriterState state : restored) {
            state.prepared().forEach(number -> taken.remove(state.owner().id(number)));
        }
        return taken;
    }

    private boolean isOfRestoredOwner(String id) {
        return restored.stream()
                .map(KafkaWriterState::owner)
                .anyMatch(owner -> IdOwner.parse(owner.prefix(), id)
                        .filter(parsed -> parsed.owner().equals(owner))
                        .isPresent());
    }

    /**
     * Whether no state can hold the owner of that id, and this writer is the one among all to care. Without a checkpoint
     * there is no state. With one, its states hold no owner that was born after it: of an attempt that did not come to a
     * checkpoint of its own.
     */
    private boolean isOrphan(String id) {
        Optional<IdOwner> owner = IdOwner.parse(fresh.prefix(), id).map(IdOwner.Id::owner);
        return owner.isPresent()
                && owner.get().subtask() % parallelism == subtask
                && (!fromCheckpoint || owner.get().birth().equals(fresh.birth()));
    }
}
