package dev.weft.engine.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.api.common.eventtime.Watermark;
import dev.weft.api.common.eventtime.WatermarkGenerator;
import dev.weft.api.common.eventtime.WatermarkOutput;
import dev.weft.api.common.eventtime.WatermarkStrategy;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.api.connector.source.ReaderOutput;
import dev.weft.api.connector.source.SourceReader;
import dev.weft.api.connector.source.SourceReaderContext;
import dev.weft.api.connector.source.lib.NumberSequenceSource;
import dev.weft.api.connector.source.lib.util.IteratorSourceReader;
import dev.weft.core.execution.JobClient;
import dev.weft.core.io.InputStatus;
import dev.weft.streaming.api.environment.StreamExecutionEnvironment;
import dev.weft.streaming.api.functions.sink.DiscardingSink;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Watermark alignment of sources, in whole programs. */
@Timeout(60)
class LocalAlignmentTest {

    /** A source that can emit does so between two periodic emits; after so many without an element it is held back. */
    private static final int EMITS_OF_A_HELD_SOURCE = 20;

    private static final CompletableFuture<Void> SLOW_GOES_ON = new CompletableFuture<>();
    private static final CountDownLatch FAST_IS_HELD = new CountDownLatch(1);
    private static final CountDownLatch FAST_GOES_ON = new CountDownLatch(1);

    /** Emits one number, and the others when it is told to. */
    private static final class Slow extends NumberSequenceSource {
        private static final long serialVersionUID = 1L;

        Slow() {
            super(1, Long.MAX_VALUE - 1);
        }

        @Override
        @SuppressWarnings("try") // closing may be interrupted
        public SourceReader<Long, NumberSequenceSplit> createReader(SourceReaderContext context) {
            return new IteratorSourceReader<>(context) {
                private boolean begun;

                @Override
                public InputStatus pollNext(ReaderOutput<Long> output) {
                    if (begun && !SLOW_GOES_ON.isDone()) {
                        return InputStatus.NOTHING_AVAILABLE;
                    }
                    InputStatus status = super.pollNext(output);
                    begun |= status == InputStatus.MORE_AVAILABLE;
                    return status;
                }

                @Override
                public CompletableFuture<Void> isAvailable() {
                    return begun && !SLOW_GOES_ON.isDone() ? SLOW_GOES_ON : super.isAvailable();
                }
            };
        }
    }

    /** A watermark with every element. */
    private static class Each implements WatermarkGenerator<Long> {
        @Override
        public void onEvent(Long event, long timestamp, WatermarkOutput output) {
            output.emitWatermark(new Watermark(timestamp - 1));
        }

        @Override
        public void onPeriodicEmit(WatermarkOutput output) {}
    }

    /** Notices that its source is held back, and that it goes on. */
    private static final class Watching extends Each {
        private boolean begun;
        private int emitsWithoutElement;

        @Override
        public void onEvent(Long event, long timestamp, WatermarkOutput output) {
            super.onEvent(event, timestamp, output);
            begun = true;
            emitsWithoutElement = 0;
            if (SLOW_GOES_ON.isDone()) {
                FAST_GOES_ON.countDown();
            }
        }

        @Override
        public void onPeriodicEmit(WatermarkOutput output) {
            emitsWithoutElement++;
            if (begun && emitsWithoutElement == EMITS_OF_A_HELD_SOURCE) {
                FAST_IS_HELD.countDown();
            }
        }
    }

    private static WatermarkStrategy<Long> aligned(boolean watching) {
        return WatermarkStrategy.<Long>forGenerator(context -> watching ? new Watching() : new Each())
                .withTimestampAssigner((number, timestamp) -> number)
                .withWatermarkAlignment("both", Duration.ofMillis(5000), Duration.ofMillis(5));
    }

    @Test
    void theFastSourceWaitsForTheSlowOneOfItsGroupAndGoesOnWithIt() throws Exception {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.createLocalEnvironment(1);
        environment.getConfig().setAutoWatermarkInterval(1);
        environment
                .fromSource(new NumberSequenceSource(1, Long.MAX_VALUE - 1), aligned(true), "fast", Types.LONG)
                .addSink(new DiscardingSink<>());
        environment.fromSource(new Slow(), aligned(false), "slow", Types.LONG).addSink(new DiscardingSink<>());
        JobClient job = environment.executeAsync();
        assertThat(FAST_IS_HELD.await(40, TimeUnit.SECONDS)).isTrue();
        SLOW_GOES_ON.complete(null);
        assertThat(FAST_GOES_ON.await(40, TimeUnit.SECONDS)).isTrue();
        job.cancel().get();
    }
}
