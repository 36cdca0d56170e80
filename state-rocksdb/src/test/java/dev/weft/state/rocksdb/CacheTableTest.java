package dev.weft.state.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** How far a search has to go, and that the clock's order visits every entry. */
class CacheTableTest {

    private static final int CAPACITY = 1 << 14;
    /** As many entries as there may be before the table grows. */
    private static final int MOST_ENTRIES = CAPACITY * 3 / 5;

    private final CacheTable table = new CacheTable(0, false);
    private final SplittableRandom random = new SplittableRandom(1);
    private int compared;

    /** Counts how often it is compared. All have the same hash, so that a search compares every entry that it passes. */
    private final class Key {
        @Override
        public boolean equals(Object other) {
            compared++;
            return this == other;
        }

        @Override
        public int hashCode() {
            return 0;
        }
    }

    private void insert() {
        table.insert(new Entry(table, new Key(), 0, random.nextLong()));
    }

    private int longestSearch() {
        int longest = 0;
        for (Entry entry : table.entries()) {
            compared = 0;
            assertThat(table.find(entry.key, entry.hash, entry.space)).isSameAs(entry);
            longest = Math.max(longest, compared);
        }
        return longest;
    }

    @Test
    void searchesStayShortWhenTheClockEvictsAnEntryForEachNewOne() {
        for (int i = 0; i < MOST_ENTRIES; i++) {
            insert();
        }
        assertThat(table.capacity()).isEqualTo(CAPACITY);
        int atFirst = longestSearch();
        int hand = 0;
        for (int i = 0; i < 10 * MOST_ENTRIES; i++) {
            while (table.at(hand) == null) {
                hand = hand + 1 & CAPACITY - 1;
            }
            table.remove(hand);
            insert();
        }
        assertThat(table.size()).isEqualTo(MOST_ENTRIES);
        assertThat(table.capacity()).isEqualTo(CAPACITY);
        assertThat(longestSearch()).isLessThan(4 * atFirst);
    }

    @Test
    void theClockComesToEveryEntry() {
        for (int entries = 1; entries <= 3000; entries++) {
            insert();
        }
        Set<Entry> seen = new HashSet<>();
        for (int i = 0; i < table.capacity(); i++) {
            if (table.at(i) != null) {
                seen.add(table.at(i));
            }
        }
        assertThat(seen).containsExactlyInAnyOrder(table.entries());
    }
}
