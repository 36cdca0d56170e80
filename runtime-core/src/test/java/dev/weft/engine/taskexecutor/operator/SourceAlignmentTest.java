package dev.weft.engine.taskexecutor.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.api.common.ExecutionConfig;
import dev.weft.api.common.eventtime.Watermark;
import dev.weft.api.common.eventtime.WatermarkAlignmentParams;
import dev.weft.api.common.eventtime.WatermarkStrategy;
import dev.weft.api.connector.source.ReaderOutput;
import dev.weft.api.connector.source.SourceReader;
import dev.weft.api.connector.source.SourceSplit;
import dev.weft.configuration.Configuration;
import dev.weft.configuration.PipelineOptions;
import dev.weft.core.io.InputStatus;
import dev.weft.engine.state.OperatorPieces;
import dev.weft.engine.taskexecutor.operator.SourceAlignment.ActivityClock;
import dev.weft.engine.testing.FakeTask;
import dev.weft.util.clock.SystemClock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SourceAlignmentTest {

    private final Configuration configuration = new Configuration();
    private final FakeTask task =
            new FakeTask(FakeTask.Place.ALONE, false, new ExecutionConfig(), configuration, OperatorPieces.NONE);
    private final SourceOutputs outputs = outputs();
    private final SourceAlignment alignment = new SourceAlignment(
            new WatermarkAlignmentParams(10, "group", 5), 0, task, new ActivityClock(SystemClock.getInstance()));

    private static SourceOutputs outputs() {
        RecordingReceiver next = new RecordingReceiver();
        return new SourceOutputs(
                WatermarkStrategy.noWatermarks(),
                new WatermarkStrategyContext(new PlainMetricGroup(List.of("test")), SystemClock.getInstance()),
                next,
                next);
    }

    /** Two splits, which it pauses if it can. */
    private static class Reader implements SourceReader<Object, SourceSplit> {
        final List<String> told = new ArrayList<>();

        @Override
        public void start() {}

        @Override
        public InputStatus pollNext(ReaderOutput<Object> output) {
            return InputStatus.NOTHING_AVAILABLE;
        }

        @Override
        public List<SourceSplit> snapshotState(long checkpointId) {
            return List.of();
        }

        @Override
        public CompletableFuture<Void> isAvailable() {
            return new CompletableFuture<>();
        }

        @Override
        public void addSplits(List<SourceSplit> splits) {}

        @Override
        public void notifyNoMoreSplits() {}

        @Override
        public void close() {}
    }

    private static final class Pausing extends Reader {
        @Override
        public void pauseOrResumeSplits(Collection<String> pause, Collection<String> resume) {
            told.add("-" + new TreeSet<>(pause) + " +" + new TreeSet<>(resume));
        }
    }

    @BeforeEach
    void aSplitAtTwentyAndOneAtFifty() {
        outputs.createOutputForSplit("a").emitWatermark(new Watermark(20));
        outputs.createOutputForSplit("b").emitWatermark(new Watermark(50));
    }

    private void start(Reader reader) {
        alignment.start(outputs, reader);
    }

    @Test
    void theSplitThatIsAheadIsPausedUntilItIsNot() {
        Reader reader = new Pausing();
        start(reader);
        alignment.onLimit(30);
        alignment.onLimit(60);
        assertThat(reader.told).containsExactly("-[b] +[]", "-[] +[b]");
    }

    @Test
    void aReaderThatCanNotPauseSplitsFailsWithWhatToDo() {
        start(new Reader());
        assertThatThrownBy(() -> alignment.onLimit(30))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("watermark group 'group'")
                .hasMessageContaining("cannot pause single splits")
                .hasMessageContaining("pipeline.watermark-alignment.allow-unaligned-source-splits: true");
    }

    @Test
    void itIsHeldBackAsAWholeWhereThatIsAllowed() {
        configuration.set(PipelineOptions.ALLOW_UNALIGNED_SOURCE_SPLITS, true);
        start(new Reader());
        alignment.onLimit(30);
        assertThat(alignment.holdsBack()).isFalse();
        alignment.onLimit(10);
        assertThat(alignment.holdsBack()).isTrue();
        alignment.onLimit(30);
        assertThat(alignment.resumed()).isDone();
    }
}
