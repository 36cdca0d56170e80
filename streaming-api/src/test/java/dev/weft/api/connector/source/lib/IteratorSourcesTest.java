package dev.weft.api.connector.source.lib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.api.common.ExecutionConfig;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.api.connector.source.SourceReaderContext;
import dev.weft.api.connector.source.lib.util.IteratorSourceReaderBase;
import dev.weft.util.NumberSequenceIterator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class IteratorSourcesTest {
    private static List<Long> numbers(NumberSequenceIterator iterator) {
        List<Long> numbers = new ArrayList<>();
        iterator.forEachRemaining(numbers::add);
        return numbers;
    }

    @Test
    void partsOfASequenceTogetherGiveEachNumberOnce() {
        for (int parts = 1; parts <= 12; parts++) {
            List<Long> all = new ArrayList<>();
            for (NumberSequenceIterator part : new NumberSequenceIterator(-3, 6).split(parts)) {
                all.addAll(numbers(part));
            }
            assertThat(all).containsExactly(-3L, -2L, -1L, 0L, 1L, 2L, 3L, 4L, 5L, 6L);
        }
    }

    @Test
    void partsDifferInLengthByAtMostOne() {
        assertThat(NumberSequenceIterator.ranges(0, 9, 4))
                .extracting(range -> range[1] - range[0] + 1)
                .allMatch(length -> length == 2 || length == 3);
    }

    @Test
    void aSequenceOverAllNumbersIsDividedWithoutOverflow() {
        List<long[]> ranges = NumberSequenceIterator.ranges(Long.MIN_VALUE, Long.MAX_VALUE, 3);

        assertThat(ranges).hasSize(3);
        assertThat(ranges.get(0)[0]).isEqualTo(Long.MIN_VALUE);
        assertThat(ranges.get(1)[0]).isEqualTo(ranges.get(0)[1] + 1);
        assertThat(ranges.get(2)[0]).isEqualTo(ranges.get(1)[1] + 1);
        assertThat(ranges.get(2)[1]).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void theLastNumberOfAllIsReached() {
        assertThat(numbers(new NumberSequenceIterator(Long.MAX_VALUE - 1, Long.MAX_VALUE)))
                .containsExactly(Long.MAX_VALUE - 1, Long.MAX_VALUE);
    }

    @Test
    void anEmptySequenceIsRefused() {
        assertThatThrownBy(() -> new NumberSequenceSource(3, 2)).hasMessageContaining("from 3 to 2");
    }

    @Test
    void allReadersTogetherGiveTheWholeSequence() throws Exception {
        for (int parallelism = 1; parallelism <= 5; parallelism++) {
            List<Long> all =
                    SourceRun.of(new NumberSequenceSource(1, 17), parallelism).readAll();
            assertThat(all).hasSize(17).containsExactlyInAnyOrderElementsOf(numbers(new NumberSequenceIterator(1, 17)));
        }
    }

    @Test
    void givenElementsKeepTheirOrderInOneReader() throws Exception {
        CollectionSource<String> source =
                new CollectionSource<>(List.of("c", "a", "b"), Types.STRING, new ExecutionConfig());

        assertThat(SourceRun.of(source, 1).readAll()).containsExactly("c", "a", "b");
        assertThat(SourceRun.of(source, 2).readAll()).containsExactlyInAnyOrder("c", "a", "b");
    }

    @Test
    void noGivenElementsAreAnEmptyStream() throws Exception {
        CollectionSource<String> source = new CollectionSource<>(List.of(), Types.STRING, new ExecutionConfig());

        assertThat(SourceRun.of(source, 2).readAll()).isEmpty();
    }

    @Test
    void givenElementsMustBeOfTheType() {
        assertThatThrownBy(() -> new CollectionSource<>(Arrays.asList("a", null), Types.STRING, new ExecutionConfig()))
                .hasMessageContaining("element 1 is null");
        assertThatThrownBy(() -> mixed()).hasMessageContaining("element 1 is a java.lang.Integer");
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // the wrong element is the point
    private static void mixed() {
        new CollectionSource(List.of("a", 1), Types.STRING, new ExecutionConfig());
    }

    @Test
    void aReaderGoesOnFromItsSnapshot() throws Exception {
        SourceRun<Long, NumberSequenceSource.NumberSequenceSplit> first =
                SourceRun.of(new NumberSequenceSource(1, 10), 1);
        first.read(4);
        List<NumberSequenceSource.NumberSequenceSplit> rest = first.reader().snapshotState(1);

        assertThat(rest).hasSize(1);
        assertThat(numbers(rest.get(0).getIterator())).containsExactly(5L, 6L, 7L, 8L, 9L, 10L);
    }

    @Test
    void aFullyReadSplitIsNotInTheSnapshot() throws Exception {
        SourceRun<Long, NumberSequenceSource.NumberSequenceSplit> run = SourceRun.of(new NumberSequenceSource(1, 3), 1);
        run.read(3);

        assertThat(run.reader().snapshotState(1)).isEmpty();
    }

    @Test
    void splitsAndCheckpointsAreWrittenAsVersionOne() throws Exception {
        NumberSequenceSource source = new NumberSequenceSource(1, 3);
        NumberSequenceSource.NumberSequenceSplit split = new NumberSequenceSource.NumberSequenceSplit("7", 1, 258);

        byte[] bytes = source.getSplitSerializer().serialize(split);

        assertThat(bytes).containsExactly(0, 1, '7', 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 2);
        assertThat(source.getSplitSerializer().deserialize(1, bytes)).hasToString(split.toString());
        byte[] checkpoint = source.getEnumeratorCheckpointSerializer().serialize(List.of(split, split));
        assertThat(source.getEnumeratorCheckpointSerializer().deserialize(1, checkpoint))
                .hasSize(2);
        assertThatThrownBy(() -> source.getSplitSerializer().deserialize(9, bytes))
                .hasMessageContaining("version 9");
    }

    @Test
    void splitsThatComeBackAreGivenOutAgain() throws Exception {
        SourceRun<Long, NumberSequenceSource.NumberSequenceSplit> run = SourceRun.of(new NumberSequenceSource(1, 3), 1);
        run.enumerator().addSplitsBack(List.of(new NumberSequenceSource.NumberSequenceSplit("x", 50, 51)), 0);

        assertThat(run.readAll()).containsExactly(1L, 2L, 3L, 50L, 51L);
    }

    /** As a program outside of this project writes one: it prepares itself in the hook and knows nothing of requests. */
    @SuppressWarnings("try") // closing may be interrupted
    private static final class SquaringReader
            extends IteratorSourceReaderBase<
                    Long, String, NumberSequenceIterator, NumberSequenceSource.NumberSequenceSplit> {
        private String unit;

        SquaringReader(SourceReaderContext context) {
            super(context);
        }

        @Override
        protected void start(SourceReaderContext readerContext) {
            unit = "m" + readerContext.getIndexOfSubtask();
        }

        @Override
        protected String convert(Long value) {
            return value * value + unit;
        }
    }

    @Test
    void aReaderThatPreparesItselfInItsHookGetsSplits() throws Exception {
        NumberSequenceSource numbers = new NumberSequenceSource(1, 3);

        assertThat(SourceRun.of(numbers, SquaringReader::new, 1).readAll()).containsExactly("1m0", "4m0", "9m0");
    }

    @Test
    void theHookIsCalledForARestoredReaderWhichAsksForNothing() throws Exception {
        List<String> requests = new ArrayList<>();
        SquaringReader reader =
                new SquaringReader(new FakeReaderContext(0, 1, () -> requests.add("split"), event -> {}));
        reader.addSplits(List.of(new NumberSequenceSource.NumberSequenceSplit("1", 7, 7)));
        reader.start();

        assertThat(requests).isEmpty();
        assertThat(reader.unit).isEqualTo("m0");
    }
}
