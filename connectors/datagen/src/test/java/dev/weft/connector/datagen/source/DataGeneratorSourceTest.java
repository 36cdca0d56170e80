package dev.weft.connector.datagen.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.api.common.eventtime.Watermark;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.api.connector.source.Boundedness;
import dev.weft.api.connector.source.ReaderOutput;
import dev.weft.api.connector.source.SourceEvent;
import dev.weft.api.connector.source.SourceOutput;
import dev.weft.api.connector.source.SourceReader;
import dev.weft.api.connector.source.SourceReaderContext;
import dev.weft.api.connector.source.lib.NumberSequenceSource;
import dev.weft.configuration.Configuration;
import dev.weft.core.io.InputStatus;
import dev.weft.metrics.groups.SourceReaderMetricGroup;
import dev.weft.util.UserCodeClassLoader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DataGeneratorSourceTest {
    @Test
    void aCountIsBoundedAndTheLargestIsNot() {
        assertThat(new DataGeneratorSource<>(String::valueOf, 10, Types.STRING).getBoundedness())
                .isEqualTo(Boundedness.BOUNDED);
        assertThat(new DataGeneratorSource<>(String::valueOf, Long.MAX_VALUE, Types.STRING).getBoundedness())
                .isEqualTo(Boundedness.CONTINUOUS_UNBOUNDED);
    }

    @Test
    void theNumbersAreDividedAmongTheReaders() throws Exception {
        DataGeneratorSource<String> source = new DataGeneratorSource<>(String::valueOf, 10, Types.STRING);
        byte[] bytes = source.getSplitSerializer().serialize(new NumberSequenceSource.NumberSequenceSplit("1", 0, 9));

        assertThat(source.getSplitSerializer().deserialize(1, bytes).to()).isEqualTo(9);
        assertThat(source.getProducedType()).isEqualTo(Types.STRING);
    }

    @Test
    void elementsAreMadeOfNumbersInOrder() throws Exception {
        List<String> emitted = new ArrayList<>();
        OneReaderContext context = new OneReaderContext();
        SourceReader<String, NumberSequenceSource.NumberSequenceSplit> reader =
                new DataGeneratorSource<>(number -> "#" + number, 3, Types.STRING).createReader(context);
        reader.start();
        reader.addSplits(List.of(new NumberSequenceSource.NumberSequenceSplit("1", 0, 2)));
        reader.notifyNoMoreSplits();
        ListOutput output = new ListOutput(emitted);
        while (reader.pollNext(output) != InputStatus.END_OF_INPUT) {
            assertThat(emitted).hasSizeLessThanOrEqualTo(3);
        }
        reader.close();

        assertThat(emitted).containsExactly("#0", "#1", "#2");
        assertThat(context.requests).isPositive();
    }

    @Test
    void aFailingGeneratorNamesTheNumber() throws Exception {
        GeneratorFunction<Long, String> failing = number -> {
            throw new IOException("no more ideas");
        };
        SourceReader<String, NumberSequenceSource.NumberSequenceSplit> reader =
                new DataGeneratorSource<>(failing, 3, Types.STRING).createReader(new OneReaderContext());
        reader.addSplits(List.of(new NumberSequenceSource.NumberSequenceSplit("1", 0, 2)));
        ListOutput output = new ListOutput(new ArrayList<>());
        reader.pollNext(output);

        assertThatThrownBy(() -> reader.pollNext(output))
                .hasMessageContaining("number 0")
                .hasRootCauseMessage("no more ideas");
        reader.close();
    }

    @Test
    void aGeneratorThatCannotTravelIsRefusedAtOnce() {
        Object captured = new Object();

        assertThatThrownBy(() -> new DataGeneratorSource<>(number -> captured.toString(), 3, Types.STRING))
                .hasMessageContaining("captured value 1");
        assertThatThrownBy(() -> new DataGeneratorSource<>(String::valueOf, 0, Types.STRING))
                .hasMessageContaining("is 0");
    }

    private static final class OneReaderContext implements SourceReaderContext {
        int requests;

        @Override
        public SourceReaderMetricGroup metricGroup() {
            throw new UnsupportedOperationException("no metrics here");
        }

        @Override
        public Configuration getConfiguration() {
            return new Configuration();
        }

        @Override
        public String getLocalHostName() {
            return "localhost";
        }

        @Override
        public int getIndexOfSubtask() {
            return 0;
        }

        @Override
        public int currentParallelism() {
            return 1;
        }

        @Override
        public void sendSplitRequest() {
            requests++;
        }

        @Override
        public void sendSourceEventToCoordinator(SourceEvent sourceEvent) {}

        @Override
        public UserCodeClassLoader getUserCodeClassLoader() {
            throw new UnsupportedOperationException("no user classes here");
        }
    }

    private record ListOutput(List<String> emitted) implements ReaderOutput<String> {
        @Override
        public void collect(String element) {
            emitted.add(element);
        }

        @Override
        public void collect(String element, long timestamp) {
            emitted.add(element);
        }

        @Override
        public void emitWatermark(Watermark watermark) {}

        @Override
        public void markIdle() {}

        @Override
        public void markActive() {}

        @Override
        public SourceOutput<String> createOutputForSplit(String splitId) {
            return this;
        }

        @Override
        public void releaseOutputForSplit(String splitId) {}
    }
}
