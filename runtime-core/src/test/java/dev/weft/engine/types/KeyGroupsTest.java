package dev.weft.engine.types;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.runtime.state.KeyGroupRangeAssignment;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class KeyGroupsTest {

    @Test
    void connectorsThatAssignKeysThemselvesAgreeWithTheEngine() {
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 1000; i++) {
            int maxParallelism = random.nextInt(1, 1000);
            int parallelism = random.nextInt(1, maxParallelism + 1);
            String key = "key" + random.nextInt();
            int group = KeyGroups.groupOf(KeyGroups.spread(key.hashCode()), maxParallelism);
            int subtask = KeyGroups.subtaskOf(group, parallelism, maxParallelism);
            assertThat(KeyGroupRangeAssignment.assignToKeyGroup(key, maxParallelism))
                    .isEqualTo(group);
            assertThat(KeyGroupRangeAssignment.assignKeyToParallelOperator(key, maxParallelism, parallelism))
                    .isEqualTo(subtask);
            KeyGroupRange own = KeyGroupRange.of(subtask, parallelism, maxParallelism);
            dev.weft.runtime.state.KeyGroupRange range =
                    KeyGroupRangeAssignment.computeKeyGroupRangeForOperatorIndex(maxParallelism, parallelism, subtask);
            assertThat(own.contains(group)).isTrue();
            assertThat(range.getStartKeyGroup()).isEqualTo(own.first());
            assertThat(range.getEndKeyGroup()).isEqualTo(own.end() - 1);
        }
    }
}
