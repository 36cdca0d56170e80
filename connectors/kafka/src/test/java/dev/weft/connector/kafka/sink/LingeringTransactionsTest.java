package dev.weft.connector.kafka.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.api.common.JobID;
import java.util.List;
import org.junit.jupiter.api.Test;

/** FLINK-23854: transactions of former runs are aborted also when subtasks are gone, and prepared ones never. */
final class LingeringTransactionsTest {

    private static final JobID JOB = new JobID(1, 2);
    private static final String FIRST_RUN = IdOwner.birth(JOB, 0);
    private static final String AFTER_SEVEN = IdOwner.birth(JOB, 7);

    @Test
    void aFreshStartSharesOutAllThatHaveItsPrefix() {
        List<String> open = List.of(
                owner(0, FIRST_RUN).id(0),
                owner(1, FIRST_RUN).id(3),
                owner(2, AFTER_SEVEN).id(0),
                owner(3, "ffffffff.0").id(1),
                new IdOwner("sink-2", 0, FIRST_RUN).id(0),
                "sink-of-somebody-else");

        assertThat(fresh(0, 2).among(open))
                .containsExactly(
                        owner(0, FIRST_RUN).id(0), owner(2, AFTER_SEVEN).id(0));
        assertThat(fresh(1, 2).among(open))
                .containsExactly(
                        owner(1, FIRST_RUN).id(3), owner(3, "ffffffff.0").id(1));
    }

    @Test
    void aRestoredWriterTakesOverWhatItsOwnersUsedOrLeftOpenButNotWhatWasPrepared() {
        List<KafkaWriterState> states = List.of(
                new KafkaWriterState(owner(0, FIRST_RUN), 3, List.of(0)),
                new KafkaWriterState(owner(2, FIRST_RUN), 1, List.of(5)));
        List<String> open = List.of(
                owner(0, FIRST_RUN).id(0),
                owner(0, FIRST_RUN).id(1),
                owner(2, FIRST_RUN).id(5),
                owner(2, FIRST_RUN).id(6),
                // Of another writer's state, perhaps prepared in it.
                owner(1, FIRST_RUN).id(0));

        assertThat(restored(0, 2, states).among(open))
                .containsExactly(
                        owner(0, FIRST_RUN).id(1),
                        owner(0, FIRST_RUN).id(2),
                        owner(0, FIRST_RUN).id(3),
                        owner(2, FIRST_RUN).id(0),
                        owner(2, FIRST_RUN).id(1),
                        owner(2, FIRST_RUN).id(6));
    }

    @Test
    void ownersThatWereBornAfterTheCheckpointAreInNoState() {
        List<String> open = List.of(
                owner(2, AFTER_SEVEN).id(0),
                owner(5, AFTER_SEVEN).id(0),
                owner(2, FIRST_RUN).id(0));

        assertThat(restored(2, 3, List.of()).among(open))
                .containsExactly(
                        owner(2, AFTER_SEVEN).id(0), owner(5, AFTER_SEVEN).id(0));
    }

    @Test
    void theOldPrefixOfAStateCountsToo() {
        IdOwner renamed = new IdOwner("former-name", 0, FIRST_RUN);

        assertThat(restored(0, 1, List.of(new KafkaWriterState(renamed, 0, List.of(1))))
                        .among(List.of(renamed.id(1), renamed.id(2))))
                .containsExactly(renamed.id(0), renamed.id(2));
    }

    private static IdOwner owner(int subtask, String birth) {
        return new IdOwner("sink", subtask, birth);
    }

    private static LingeringTransactions fresh(int subtask, int parallelism) {
        return new LingeringTransactions(
                subtask, parallelism, List.of(), new LingeringTransactions.Fresh("sink", FIRST_RUN), false);
    }

    private static LingeringTransactions restored(int subtask, int parallelism, List<KafkaWriterState> states) {
        return new LingeringTransactions(
                subtask, parallelism, states, new LingeringTransactions.Fresh("sink", AFTER_SEVEN), true);
    }
}
