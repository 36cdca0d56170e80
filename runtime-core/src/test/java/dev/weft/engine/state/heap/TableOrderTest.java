package dev.weft.engine.state.heap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.engine.types.KeyGroups;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tables that are filled in the order of the slots of a larger one, as restores and windows that fire do. */
class TableOrderTest {

    private static final int KEYS = 1 << 17;
    private static final int MAX_PARALLELISM = 128;
    private static final int GROUP = 5;
    /** The longest way from the first slot that is searched to the right one, in a table that is filled at random, is some 100. */
    private static final int LONGEST_WAY = 1000;

    static Stream<Supplier<Table>> tables() {
        return Stream.of(
                LongTable::new,
                () -> new LongKeyTable(Table.IMMUTABLE),
                () -> new ObjectTable(false, Table.IMMUTABLE),
                () -> new ObjectTable(true, Table.IMMUTABLE));
    }

    @ParameterizedTest
    @MethodSource("tables")
    void aKeyStaysNearItsHomeWhileATableGrowsInTheOrderOfALargerOne(Supplier<Table> newTable) {
        Table large = newTable.get();
        long number = 0;
        while (large.size() < KEYS) {
            Long key = number++;
            int hash = KeyGroups.spread(key.hashCode());
            if (KeyGroups.groupOf(hash, MAX_PARALLELISM) == GROUP) {
                insert(large, key, hash);
            }
        }
        Table filled = newTable.get();
        int longest = 0;
        for (int slot = 0; slot <= large.capacity(); slot++) {
            if (large.holds(slot)) {
                longest = Math.max(longest, insert(filled, large.keyIn(slot), large.keyHashIn(slot)));
            }
        }
        assertThat(filled.size()).isEqualTo(KEYS);
        assertThat(longest).isLessThan(LONGEST_WAY);
    }

    /** How many slots lie between the home of the key and the free slot that it gets. */
    private static int insert(Table table, Object key, int hash) {
        int slot = ~table.find(key, hash, "");
        int way = table.isApart(slot) ? 0 : slot - table.home(hash) & table.capacity() - 1;
        table.insert(slot, key, hash, "", 1L);
        return way;
    }
}
