package dev.weft.engine.jobmaster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.engine.common.ExecutionAttemptId;
import dev.weft.engine.common.VertexId;
import org.junit.jupiter.api.Test;

class WatermarkGroupsTest {

    private static final ExecutionAttemptId ONE = task("00000000000000000000000000000001");
    private static final ExecutionAttemptId TWO = task("00000000000000000000000000000002");

    private final WatermarkGroups groups = new WatermarkGroups();

    private static ExecutionAttemptId task(String vertex) {
        return new ExecutionAttemptId(new VertexId(vertex), 0, 0, 1);
    }

    @Test
    void theSlowestReaderOfTheGroupLimitsAll() {
        assertThat(groups.onReport("g", ONE, 0, 100, 10)).isEqualTo(110);
        assertThat(groups.onReport("g", TWO, 0, 50, 10)).isEqualTo(60);
        assertThat(groups.onReport("g", ONE, 0, 100, 10)).isEqualTo(60);
        assertThat(groups.onReport("g", TWO, 0, 95, 20)).isEqualTo(115);
        assertThat(groups.onReport("g", ONE, 0, 100, 10)).isEqualTo(105);
    }

    @Test
    void groupsDoNotKnowEachOther() {
        groups.onReport("g", ONE, 0, 5, 10);
        assertThat(groups.onReport("h", TWO, 0, 100, 10)).isEqualTo(110);
    }

    @Test
    void readersThatPauseOrHaveEndedHoldNobodyBack() {
        groups.onReport("g", ONE, 0, 5, 10);
        groups.onReport("g", ONE, 0, Long.MAX_VALUE, 10);
        assertThat(groups.onReport("g", TWO, 0, 100, 10)).isEqualTo(110);
        groups.onReport("g", ONE, 0, 6, 10);
        groups.onTaskEnded(ONE);
        assertThat(groups.onReport("g", TWO, 0, 100, 10)).isEqualTo(110);
        assertThat(groups.onReport("g", TWO, 0, Long.MAX_VALUE, 10)).isEqualTo(Long.MAX_VALUE);
    }

    /** FLINK-31632, FLINK-32496, FLINK-35157. */
    @Test
    void aReaderWithoutAWatermarkHoldsBackAndTimesAtTheEdgesDoNotWrap() {
        groups.onReport("g", ONE, 0, Long.MIN_VALUE, 10);
        assertThat(groups.onReport("g", TWO, 0, 100, 10)).isEqualTo(Long.MIN_VALUE + 10);
        groups.onReport("g", ONE, 0, Long.MAX_VALUE - 1, 10);
        assertThat(groups.onReport("g", TWO, 0, Long.MAX_VALUE - 2, 10)).isEqualTo(Long.MAX_VALUE);
    }
}
