package dev.weft.connector.kafka.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class IdPoolTest {

    /** FLINK-34554: ids go round, so that the brokers remember a few and not one a checkpoint. */
    @Test
    void twoThousandCheckpointsNeedThreeNumbers() {
        IdPool pool = new IdPool(List.of());
        Set<Integer> used = new HashSet<>();
        int written = pool.open();
        for (int checkpoint = 0; checkpoint < 2_000; checkpoint++) {
            int prepared = written;
            used.add(prepared);
            pool.prepare(prepared);
            written = pool.open();
            pool.commit(prepared);
        }

        assertThat(used).containsExactlyInAnyOrder(0, 1, 2);
    }

    @Test
    void aNumberIsFreeOnlyWhenOneThatWasPreparedAfterItsCommitIsCommitted() {
        IdPool pool = new IdPool(List.of());
        prepare(pool, 0);
        prepare(pool, 1);
        pool.commit(0);
        // The checkpoint of 1 may hold 0 as prepared: it was taken before 0 was committed.
        pool.commit(1);
        prepare(pool, 2);
        prepare(pool, 3);
        pool.commit(2);

        assertThat(pool.open()).isEqualTo(0);
        assertThat(pool.open()).isEqualTo(1);
        assertThat(pool.open()).isEqualTo(4);
    }

    @Test
    void numbersThatACheckpointHoldsAsPreparedAreNotTaken() {
        IdPool pool = new IdPool(List.of(0, 2));

        assertThat(pool.open()).isEqualTo(1);
        assertThat(pool.open()).isEqualTo(3);
        assertThat(pool.prepared()).containsExactly(0, 2);
    }

    @Test
    void aRestoredNumberGoesRoundWhenItIsCommitted() {
        IdPool pool = new IdPool(List.of(0));
        prepare(pool, 1);
        pool.commit(0);
        pool.commit(1);
        prepare(pool, 2);
        pool.commit(2);

        assertThat(pool.open()).isEqualTo(0);
    }

    @Test
    void whatIsNotOpenCanNotBePrepared() {
        IdPool pool = new IdPool(List.of());

        assertThatThrownBy(() -> pool.prepare(0)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aCommitThatIsReportedTwiceCountsOnce() {
        IdPool pool = new IdPool(List.of());
        prepare(pool, 0);
        pool.commit(0);
        prepare(pool, 1);
        pool.commit(0);

        assertThat(pool.prepared()).containsExactly(1);
        assertThat(pool.open()).isEqualTo(2);
    }

    private static void prepare(IdPool pool, int expected) {
        assertThat(pool.open()).isEqualTo(expected);
        pool.prepare(expected);
    }
}
