package dev.weft.engine.taskexecutor.sort;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.api.common.ExecutionConfig;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.api.common.typeutils.TypeSerializer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RecordSorterTest {

    private static final long NO_TIMESTAMP = Long.MIN_VALUE;

    @TempDir
    private Path disk;

    private record Entry(int gate, String key, long timestamp, String value) {}

    @SuppressWarnings("unchecked") // the sorter knows objects only
    private static TypeSerializer<Object> serializer(TypeInformation<?> type) {
        return (TypeSerializer<Object>) type.createSerializer(new ExecutionConfig().getSerializerConfig());
    }

    private RecordSorter sorter(long budgetBytes) {
        return new RecordSorter(
                serializer(Types.STRING),
                List.of(serializer(Types.STRING), serializer(Types.STRING)),
                SortBudget.of(budgetBytes, Long.MAX_VALUE),
                () -> Files.createTempDirectory(disk, "sort-"));
    }

    private static List<Entry> entries(long seed, int count, int keys, int longest) {
        Random random = new Random(seed);
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String key = "k" + random.nextInt(keys);
            long timestamp = random.nextInt(10) == 0 ? NO_TIMESTAMP : random.nextInt(50) - 25;
            entries.add(new Entry(random.nextInt(2), key, timestamp, i + "x".repeat(random.nextInt(longest))));
        }
        return entries;
    }

    /** Few hashes, so that keys share them. */
    private static int hash(String key) {
        return key.hashCode() % 7 - 3;
    }

    private static void addAll(RecordSorter sorter, List<Entry> entries) throws IOException {
        for (Entry entry : entries) {
            sorter.add(entry.gate(), entry.key(), hash(entry.key()), entry.value(), entry.timestamp());
        }
    }

    private static void checkSorted(RecordSorter sorter, List<Entry> entries) throws IOException {
        Map<String, List<Entry>> byKey = new LinkedHashMap<>();
        entries.forEach(entry ->
                byKey.computeIfAbsent(entry.key(), key -> new ArrayList<>()).add(entry));
        byKey.values()
                .forEach(ofKey ->
                        ofKey.sort(Comparator.comparingLong(Entry::timestamp).thenComparingInt(Entry::gate)));
        Map<String, String> keyOfValue = new LinkedHashMap<>();
        entries.forEach(entry -> keyOfValue.put(entry.value(), entry.key()));

        Set<String> seen = new HashSet<>();
        List<Entry> ofKey = new ArrayList<>();
        String key = "";
        while (sorter.next()) {
            String value = (String) sorter.value();
            if (sorter.isNewKey()) {
                assertThat(ofKey).isEqualTo(byKey.getOrDefault(key, List.of()));
                key = keyOfValue.get(value);
                assertThat(seen.add(key)).as("key " + key + " comes once").isTrue();
                ofKey = new ArrayList<>();
            }
            assertThat(sorter.hash()).isEqualTo(hash(key));
            ofKey.add(new Entry(sorter.gate(), key, sorter.timestamp(), value));
        }
        assertThat(ofKey).isEqualTo(byKey.getOrDefault(key, List.of()));
        assertThat(seen).isEqualTo(byKey.keySet());
    }

    @Test
    void equalKeysAreTogetherInWhateverOrderTheyHoldTheirElements() throws IOException {
        Set<String> one = new LinkedHashSet<>(List.of("a", "b"));
        Set<String> another = new LinkedHashSet<>(List.of("b", "a"));
        Set<String> less = Set.of("a");
        SortBudget budget = SortBudget.of(1 << 24, Long.MAX_VALUE);
        try (RecordSorter sorter = new RecordSorter(
                serializer(Types.SET(Types.STRING)),
                List.of(serializer(Types.SET(Types.STRING))),
                budget,
                () -> Files.createTempDirectory(disk, "sort-"))) {
            sorter.add(0, one, 7, one, 30);
            sorter.add(0, less, 7, less, 20);
            sorter.add(0, another, 7, another, 10);
            sorter.sort();
            List<Object> values = new ArrayList<>();
            int keys = 0;
            while (sorter.next()) {
                keys += sorter.isNewKey() ? 1 : 0;
                values.add(List.copyOf((Set<?>) sorter.value()));
            }
            assertThat(keys).isEqualTo(2);
            assertThat(values).containsSubsequence(List.of("b", "a"), List.of("a", "b"));
        }
    }

    private List<Path> filesLeft() throws IOException {
        try (Stream<Path> all = Files.walk(disk)) {
            return all.filter(path -> !path.equals(disk)).toList();
        }
    }

    @Test
    void keysAreTogetherAndEachIsInOrderOfTimeThenGateThenArrival() throws IOException {
        List<Entry> entries = entries(1, 5_000, 40, 30);
        try (RecordSorter sorter = sorter(1 << 24)) {
            addAll(sorter, entries);
            sorter.sort();
            assertThat(sorter.runs()).isZero();
            checkSorted(sorter, entries);
        }
        assertThat(filesLeft()).isEmpty();
    }

    @Test
    void whatDoesNotFitIntoTheBudgetIsMergedFromDisk() throws IOException {
        List<Entry> entries = entries(2, 20_000, 300, 60);
        try (RecordSorter sorter = sorter(1 << 17)) {
            addAll(sorter, entries);
            sorter.sort();
            assertThat(sorter.runs()).isBetween(3, 64);
            checkSorted(sorter, entries);
        }
        assertThat(filesLeft()).isEmpty();
    }

    @Test
    void withoutAnyBudgetRunsAreMergedInSeveralPasses() throws IOException {
        List<Entry> entries = entries(3, 20_000, 3, 20);
        SortBudget none = SortBudget.of(0, Long.MAX_VALUE);
        try (RecordSorter sorter = new RecordSorter(
                serializer(Types.STRING),
                List.of(serializer(Types.STRING), serializer(Types.STRING)),
                none,
                () -> Files.createTempDirectory(disk, "sort-"))) {
            addAll(sorter, entries);
            assertThat(sorter.runs()).isGreaterThan(64);
            sorter.sort();
            assertThat(sorter.runs()).isLessThanOrEqualTo(64);
            checkSorted(sorter, entries);
        }
        assertThat(filesLeft()).isEmpty();
    }

    @Test
    void aRecordLargerThanTheBudgetIsSortedToo() throws IOException {
        List<Entry> entries = List.of(
                new Entry(0, "a", 3, "1" + "x".repeat(3_000_000)),
                new Entry(1, "b", 2, "2"),
                new Entry(0, "a", 1, "3" + "y".repeat(2_000_000)));
        try (RecordSorter sorter = sorter(1 << 16)) {
            addAll(sorter, entries);
            sorter.sort();
            checkSorted(sorter, entries);
        }
        assertThat(filesLeft()).isEmpty();
    }

    @Test
    void memoryAndFilesAreGivenBackAlsoWhenNotEverythingIsRead() throws IOException {
        SortBudget budget = SortBudget.of(1 << 17, Long.MAX_VALUE);
        try (RecordSorter sorter = new RecordSorter(
                serializer(Types.STRING),
                List.of(serializer(Types.STRING), serializer(Types.STRING)),
                budget,
                () -> Files.createTempDirectory(disk, "sort-"))) {
            addAll(sorter, entries(4, 10_000, 10, 60));
            assertThat(budget.freeBytes()).isLessThan(1 << 17);
            sorter.sort();
            sorter.next();
        }
        assertThat(budget.freeBytes()).isEqualTo(1 << 17);
        assertThat(filesLeft()).isEmpty();
    }

    @Test
    void theBudgetIsAtMostAnEighthOfTheHeap() {
        assertThat(SortBudget.of(1 << 27, 1 << 28).freeBytes()).isEqualTo(1 << 25);
        assertThat(SortBudget.of(1 << 20, 1 << 28).freeBytes()).isEqualTo(1 << 20);
    }

    @Test
    void aQueueGivesBackWhatItGotInOrderFromMemoryAndThenFromDisk() throws IOException {
        for (int count : new int[] {0, 10, 20_000}) {
            SortBudget budget = SortBudget.of(1 << 17, Long.MAX_VALUE);
            try (RecordQueue queue = new RecordQueue(
                    serializer(Types.STRING), budget, () -> Files.createTempDirectory(disk, "queue-"))) {
                List<Entry> entries = entries(5, count, 1, 40);
                for (Entry entry : entries) {
                    queue.add(entry.value(), entry.timestamp());
                }
                assertThat(queue.isSpilled()).isEqualTo(count == 20_000);
                for (Entry entry : entries) {
                    assertThat(queue.next()).isTrue();
                    assertThat(queue.value()).isEqualTo(entry.value());
                    assertThat(queue.timestamp()).isEqualTo(entry.timestamp());
                }
                assertThat(queue.next()).isFalse();
            }
            assertThat(budget.freeBytes()).isEqualTo(1 << 17);
            assertThat(filesLeft()).isEmpty();
        }
    }
}
