package dev.weft.engine.state.heap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.engine.types.KeyGroups;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class KeyTableTest {

    @Test
    void itBehavesLikeAMap() {
        SplittableRandom random = new SplittableRandom(5);
        for (int keys : new int[] {3, 50, 5000}) {
            KeyTable table = new KeyTable(0, 16, 16);
            Map<Object, Object> model = new HashMap<>();
            for (int step = 0; step < 20_000; step++) {
                Integer key = random.nextInt(keys);
                int hash = KeyGroups.spread(key);
                switch (random.nextInt(3)) {
                    case 0 -> {
                        table.put(key, hash, step);
                        model.put(key, step);
                    }
                    case 1 -> {
                        table.remove(key, hash);
                        model.remove(key);
                    }
                    default -> assertThat(table.get(key, hash)).isEqualTo(model.get(key));
                }
            }
            Map<Object, Object> all = new HashMap<>();
            for (KeyTable.Entry entry : table.entries()) {
                all.put(entry.key(), table.get(entry.key(), entry.hash()));
            }
            assertThat(all).isEqualTo(model);
        }
    }

    @Test
    void keysWithEqualHashesAreKeptApart() {
        KeyTable table = new KeyTable(0, 16, 16);
        for (int key = 0; key < 100; key++) {
            table.put(key, 7, "v" + key);
        }
        for (int key = 0; key < 100; key += 2) {
            table.remove(key, 7);
        }
        for (int key = 0; key < 100; key++) {
            assertThat(table.get(key, 7)).isEqualTo(key % 2 == 0 ? null : "v" + key);
        }
    }
}
