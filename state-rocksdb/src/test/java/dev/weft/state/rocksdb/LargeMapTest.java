package dev.weft.state.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.api.common.state.MapState;
import dev.weft.api.common.state.MapStateDescriptor;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.engine.state.spi.KeyedPiece;
import dev.weft.engine.testing.FakeStateHost;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Maps with more entries under one key than are ever cached: they are read in chunks. */
class LargeMapTest {

    private static final long ENTRIES = 20_000;

    @TempDir
    Path directory;

    private static MapState<Long, String> map(Instance instance) {
        return instance.state(new MapStateDescriptor<>("map", Types.LONG, Types.STRING), Optional.empty());
    }

    private static MapState<Long, String> filled(Instance instance) {
        MapState<Long, String> map = map(instance);
        for (long key : new long[] {2, 1}) {
            instance.use(key);
            for (long i = 0; i < ENTRIES / key; i++) {
                put(map, i * 7919 % ENTRIES, key + "." + i);
            }
        }
        return map;
    }

    private static void put(MapState<Long, String> map, long key, String value) {
        try {
            map.put(key, value);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<Long, String> read(MapState<Long, String> map) throws Exception {
        Map<Long, String> found = new HashMap<>();
        for (Map.Entry<Long, String> entry : map.entries()) {
            assertThat(found.put(entry.getKey(), entry.getValue()))
                    .as("seen twice")
                    .isNull();
        }
        return found;
    }

    @Test
    void aWalkSeesEveryEntryOnceWhileTheMapIsChanged() throws Exception {
        try (Instance instance = new Instance(Instance.in(directory))) {
            MapState<Long, String> map = filled(instance);
            Map<Long, String> expected = new HashMap<>();
            Set<Long> seen = new HashSet<>();
            Iterator<Map.Entry<Long, String>> entries = map.iterator();
            while (entries.hasNext()) {
                Map.Entry<Long, String> entry = entries.next();
                assertThat(seen.add(entry.getKey())).isTrue();
                if (entry.getKey() % 3 == 0) {
                    entries.remove();
                } else if (entry.getKey() % 3 == 1) {
                    String before = entry.getValue();
                    assertThat(entry.setValue(before + "!")).isEqualTo(before);
                    expected.put(entry.getKey(), before + "!");
                } else {
                    map.put(entry.getKey(), null);
                    expected.put(entry.getKey(), null);
                }
            }
            assertThat(seen).hasSize((int) ENTRIES);
            assertThat(read(map)).isEqualTo(expected);
            assertThat(map.isEmpty()).isFalse();
        }
    }

    @Test
    void aWalkGoesOnWithItsOwnKeyAlthoughOthersAreUsedMeanwhile() throws Exception {
        try (Instance instance = new Instance(Instance.in(directory))) {
            MapState<Long, String> map = filled(instance);
            Set<Long> seen = new HashSet<>();
            for (Map.Entry<Long, String> entry : map.entries()) {
                assertThat(entry.getValue()).startsWith("1.");
                seen.add(entry.getKey());
                instance.use(3 + entry.getKey());
                map.put(1L, "other");
            }
            assertThat(seen).hasSize((int) ENTRIES);
        }
    }

    @Test
    void aLargeMapIsClearedWithoutItsNeighbours() throws Exception {
        try (Instance instance = new Instance(Instance.in(directory))) {
            MapState<Long, String> map = filled(instance);
            map.clear();
            assertThat(map.isEmpty()).isTrue();
            map.put(5L, "again");
            instance.use(2);
            assertThat(read(map)).hasSize((int) ENTRIES / 2);
            instance.use(1);
            assertThat(read(map)).containsExactly(Map.entry(5L, "again"));
        }
    }

    /** FLINK-12785. */
    @Test
    void aLargeMapIsRestoredWhole() throws Exception {
        List<KeyedPiece> pieces;
        Map<Long, String> expected;
        try (Instance instance = new Instance(Instance.in(directory))) {
            expected = read(filled(instance));
            pieces = List.of(instance.saved());
        }
        try (Instance instance = new Instance(Instance.in(directory), FakeStateHost.of("restored"), pieces)) {
            instance.use(1);
            assertThat(read(map(instance))).isEqualTo(expected).hasSize((int) ENTRIES);
        }
    }
}
