package dev.weft.state.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HeapEstimateTest {

    private Object kept;

    @Test
    void anObjectCountsWithWhatWasAllocatedForItsRow() {
        HeapEstimate footprint = new HeapEstimate();
        assertThat(footprint.of(100)).as("before anything is known").isEqualTo(300);
        int looked = 0;
        for (int i = 0; i < 1000; i++) {
            if (footprint.isDue()) {
                looked++;
                footprint.begin();
                kept = new byte[100_000];
                footprint.end(10_000);
            }
        }
        assertThat(kept).isNotNull();
        assertThat(footprint.of(100)).isBetween(1000, 1100);
        assertThat(looked).isBetween(8, 30);
    }
}
