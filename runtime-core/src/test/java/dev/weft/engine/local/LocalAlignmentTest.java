package dev.weft.engine.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.api.common.eventtime.Watermark;
import dev.weft.api.common.eventtime.WatermarkGenerator;
import dev.weft.api.common.eventtime.WatermarkOutput;
import dev.weft.api.common.eventtime.WatermarkStrategy;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.api.connector.source.lib.NumberSequenceSource;
import dev.weft.streaming.api.datastream.DataStream;
import dev.weft.streaming.api.environment.StreamExecutionEnvironment;
import dev.weft.streaming.api.functions.sink.SinkFunction;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Watermark alignment of sources, in whole programs. */
@Timeout(30)
class LocalAlignmentTest {

    private static final long COUNT = 200_000;
    private static final AtomicLong SLOWEST = new AtomicLong();
    private static final AtomicLong LARGEST_LEAD = new AtomicLong();

    /** A watermark with every element. */
    private static final class Each implements WatermarkGenerator<Long> {
        @Override
        public void onEvent(Long event, long timestamp, WatermarkOutput output) {
            output.emitWatermark(new Watermark(timestamp - 1));
        }

        @Override
        public void onPeriodicEmit(WatermarkOutput output) {}
    }

    private static WatermarkStrategy<Long> aligned() {
        return WatermarkStrategy.<Long>forGenerator(context -> new Each())
                .withTimestampAssigner((number, timestamp) -> number)
                .withWatermarkAlignment("both", Duration.ofMillis(5000), Duration.ofMillis(5));
    }

    private static final class Measuring implements SinkFunction<Long> {
        @Override
        public void invoke(Long number, Context context) {
            LARGEST_LEAD.accumulateAndGet(number - SLOWEST.get(), Math::max);
        }
    }

    private static final class Slowly implements SinkFunction<Long> {
        private static final Semaphore NEVER = new Semaphore(0);

        @Override
        public void invoke(Long number, Context context) throws Exception {
            SLOWEST.set(number);
            if (number % 1000 == 0 && NEVER.tryAcquire(2, TimeUnit.MILLISECONDS)) {
                throw new AssertionError("nobody gives a permit");
            }
        }
    }

    @Test
    void theFastSourceWaitsForTheSlowOneOfItsGroup() throws Exception {
        SLOWEST.set(0);
        LARGEST_LEAD.set(0);
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.createLocalEnvironment(1);
        DataStream<Long> fast =
                environment.fromSource(new NumberSequenceSource(1, COUNT), aligned(), "fast", Types.LONG);
        DataStream<Long> slow =
                environment.fromSource(new NumberSequenceSource(1, COUNT), aligned(), "slow", Types.LONG);
        fast.addSink(new Measuring());
        slow.addSink(new Slowly());
        environment.execute();
        assertThat(SLOWEST.get()).isEqualTo(COUNT);
        // alone, the fast source would be ahead by nearly everything
        assertThat(LARGEST_LEAD.get()).isLessThan(COUNT / 2);
    }
}
