package dev.weft.engine.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.api.common.JobID;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.ExecutionAttemptId;
import dev.weft.engine.common.Machine;
import dev.weft.engine.common.VertexId;
import dev.weft.engine.common.WeftException;
import dev.weft.engine.usercode.records.Copies;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LocalChannelTest {

    private static final int LARGEST_BATCH = 128;

    private final LocalChannels channels = new LocalChannels();

    @Test
    void channelsOfFormerAttemptsAreDroppedAndThoseOfTheCurrentOnesStay() {
        ExecutionAttemptId producer = new ExecutionAttemptId(new VertexId("0".repeat(32)), 0, 0, 1);
        ExecutionAttemptId former = new ExecutionAttemptId(new VertexId("1".repeat(32)), 0, 0, 1);
        ExecutionAttemptId current = new ExecutionAttemptId(new VertexId("1".repeat(32)), 0, 1, 1);
        JobID job = new JobID();
        channels.channel(new ChannelId(job, producer, 0, former));
        channels.channel(new ChannelId(job, producer, 0, current));
        channels.channel(new ChannelId(new JobID(), producer, 0, former));
        channels.releaseFormer(job, attempt -> !attempt.equals(former));
        assertThat(channels.size()).isEqualTo(2);
    }

    private final ChannelId id = ChannelRig.id(0);
    private final Wakeup reading = new Wakeup(Machine.system());
    private final Wakeup writing = new Wakeup(Machine.system());
    private final Backpressure backpressure = new Backpressure(writing, new YieldFlag());
    private final IoCounters counters = new IoCounters();
    private final Inputs inputs = new Inputs(reading, counters);
    private final CompletableFuture<Throwable> produced = new CompletableFuture<>();

    private LocalOutput output() {
        return output(id);
    }

    private LocalOutput output(ChannelId of) {
        return new LocalOutput(
                channels.channel(of),
                backpressure,
                counters,
                false,
                ChannelRig.serializer(Long.class),
                Copies.always(ChannelRig.serializer(Long.class)),
                LARGEST_BATCH);
    }

    private void attach() {
        LocalInput input = new LocalInput(ChannelRig.spec(0, Long.class), channels.channel(id));
        inputs.connect(List.of(input));
        input.start(inputs);
    }

    private Thread produce(long count) {
        Thread thread = new Thread(() -> {
            LocalOutput output = output();
            try {
                for (long i = 0; i < count; i++) {
                    output.add(i, Batch.NO_TIMESTAMP, 0);
                }
                output.mark(Element.EndOfInput.INSTANCE);
                produced.complete(null);
            } catch (Throwable t) {
                produced.complete(t);
            } finally {
                output.close();
            }
        });
        thread.start();
        return thread;
    }

    @Test
    void everyRecordArrivesOnceAndInOrder() {
        produce(1_000_000);
        attach();
        List<Object> values = ChannelRig.readAll(inputs, reading);
        assertThat(values).hasSize(1_000_000);
        for (int i = 0; i < values.size(); i++) {
            assertThat((Long) values.get(i) == i).isTrue();
        }
        inputs.close();
        assertThat(counters.recordsIn()).isEqualTo(1_000_000);
    }

    @Test
    void aStalledConsumerMakesTheProducerWaitWithABoundedQueue() throws Exception {
        Thread producer = produce(1_000_000);
        ChannelRig.awaitAsleep(producer);
        assertThat(counters.recordsOut())
                .isLessThanOrEqualTo((LocalChannel.ROOM + LocalChannel.RESERVE + 1) * LARGEST_BATCH);
        attach();
        assertThat(ChannelRig.readAll(inputs, reading)).hasSize(1_000_000);
        assertThat(produced.get(10, TimeUnit.SECONDS)).isNull();
    }

    @Test
    void aFullChannelIsReportedWhenOnlyItsReserveIsLeft() {
        LocalOutput output = output();
        attach();
        output.mark(new Element.Watermark(1));
        for (int i = 1; i < LocalChannel.ROOM; i++) {
            assertThat(backpressure.exists()).isFalse();
            output.mark(new Element.Watermark(i));
        }
        assertThat(backpressure.yield().isUp()).isTrue();
        assertThat(backpressure.exists()).isTrue();
        for (int i = 1; i < LocalChannel.RESERVE; i++) {
            assertThat(backpressure.leavesReserve()).isTrue();
            output.mark(new Element.Watermark(i));
        }
        // one more place would do for a mark, but not for the records before it
        assertThat(backpressure.leavesReserve()).isFalse();
        while (inputs.poll() != null) {
            // makes room
        }
        assertThat(backpressure.exists()).isFalse();
    }

    @Test
    void aBlockedChannelKeepsItsElementsAndTheOtherIsRead() {
        LocalOutput first = output();
        ChannelId other = ChannelRig.id(1);
        LocalOutput second = output(other);
        LocalInput[] ends = {
            new LocalInput(ChannelRig.spec(0, Long.class), channels.channel(id)),
            new LocalInput(ChannelRig.spec(1, Long.class), channels.channel(other))
        };
        inputs.connect(List.of(ends));
        for (LocalInput end : ends) {
            end.start(inputs);
        }
        first.add(1L, Batch.NO_TIMESTAMP, 0);
        Element.Barrier barrier = new Element.Barrier(ChannelRig.request(7));
        first.mark(barrier);
        first.add(2L, Batch.NO_TIMESTAMP, 0);
        first.flush();
        assertThat(((Batch) inputs.poll()).value(0)).isEqualTo(1L);
        assertThat(inputs.poll()).isEqualTo(barrier);
        assertThat(inputs.position()).isZero();
        inputs.block();
        assertThat(inputs.poll()).isNull();
        assertThat(inputs.hasMore()).isFalse();
        second.mark(new Element.Watermark(5));
        first.mark(new Element.Watermark(4));
        assertThat(inputs.poll()).isEqualTo(new Element.Watermark(5));
        assertThat(inputs.position()).isEqualTo(1);
        assertThat(inputs.poll()).isNull();
        inputs.unblock();
        assertThat(((Batch) inputs.poll()).value(0)).isEqualTo(2L);
        assertThat(inputs.poll()).isEqualTo(new Element.Watermark(4));
        assertThat(inputs.poll()).isNull();
    }

    /** FLINK-17994, FLINK-20097. */
    @Test
    void aThreadThatIsNotTheTasksIsRefusedAtTheDoors() throws Exception {
        LocalOutput output = output();
        attach();
        output.add(1L, Batch.NO_TIMESTAMP, 0);
        Thread task = new Thread(() -> {
            writing.own();
            reading.own();
        });
        task.setName("the task");
        task.start();
        task.join();
        String refusal = "'" + Thread.currentThread().getName() + "' uses what belongs to the thread 'the task'";
        assertThatThrownBy(output::flush).hasMessageStartingWith(refusal);
        assertThatThrownBy(() -> output.mark(new Element.Watermark(1))).hasMessageStartingWith(refusal);
        assertThatThrownBy(() -> backpressure.onFull(output)).hasMessageStartingWith(refusal);
        assertThatThrownBy(inputs::poll).hasMessageStartingWith(refusal);
    }

    @Test
    void aFlushOfAFullChannelWaitsForNobody() {
        LocalOutput output = output();
        attach();
        for (int i = 0; i < LocalChannel.ROOM; i++) {
            output.mark(new Element.Watermark(i));
        }
        output.add(1L, Batch.NO_TIMESTAMP, 0);
        output.flush();
        assertThat(counters.recordsOut()).isZero();
        inputs.poll();
        output.flush();
        assertThat(counters.recordsOut()).isEqualTo(1);
    }

    @Test
    void cancelEndsTheWaitOfAFullChannel() throws Exception {
        ChannelRig.awaitAsleep(produce(1_000_000));
        writing.cancel();
        assertThat(produced.get(10, TimeUnit.SECONDS)).isInstanceOf(TaskCanceledException.class);
    }

    @Test
    void aConsumerThatStopsFailsItsWaitingProducer() throws Exception {
        attach();
        ChannelRig.awaitAsleep(produce(1_000_000));
        inputs.close();
        assertThat(produced.get(10, TimeUnit.SECONDS))
                .isInstanceOfSatisfying(
                        WeftException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONNECTION_LOST));
    }

    @Test
    void aProducerThatStopsBeforeItsEndFailsItsConsumerAfterTheLastRecord() {
        LocalOutput output = output();
        output.add(1L, Batch.NO_TIMESTAMP, 0);
        output.flush();
        output.close();
        attach();
        assertThat(inputs.poll()).isInstanceOf(Batch.class);
        assertThatThrownBy(inputs::poll)
                .isInstanceOfSatisfying(
                        WeftException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONNECTION_LOST));
    }

    @Test
    void aChannelIsForgottenWhenBothEndsHaveClosed() {
        LocalOutput output = output();
        attach();
        output.mark(Element.EndOfInput.INSTANCE);
        output.close();
        assertThat(channels.size()).isEqualTo(1);
        inputs.close();
        assertThat(channels.size()).isZero();
    }

    @Test
    void batchesGrowWhileTheyFillUpAndShrinkWhenTheyAreFlushedEarly() {
        LocalOutput output = output();
        attach();
        for (long i = 0; i < 32 + 64 + 128; i++) {
            output.add(i, Batch.NO_TIMESTAMP, 0);
        }
        assertThat(((Batch) inputs.poll()).size()).isEqualTo(32);
        assertThat(((Batch) inputs.poll()).size()).isEqualTo(64);
        assertThat(((Batch) inputs.poll()).size()).isEqualTo(128);
        for (int round = 0; round < 4; round++) {
            output.add(1L, Batch.NO_TIMESTAMP, 0);
            output.flush();
            assertThat(((Batch) inputs.poll()).size()).isEqualTo(1);
        }
        for (long i = 0; i < 32; i++) {
            output.add(i, Batch.NO_TIMESTAMP, 0);
        }
        assertThat(((Batch) inputs.poll()).size()).isEqualTo(32);
    }

    @Test
    void theTimestampColumnAppearsWithTheFirstTimestamp() {
        LocalOutput output = output();
        attach();
        output.add(1L, Batch.NO_TIMESTAMP, 0);
        output.add(2L, 77, 0);
        output.flush();
        Batch batch = (Batch) inputs.poll();
        assertThat(batch.timestamp(0)).isEqualTo(Batch.NO_TIMESTAMP);
        assertThat(batch.timestamp(1)).isEqualTo(77);
    }

    @Test
    void recordsOfMutableTypesAreCopied() {
        TypeSerializer<Object> arrays = ChannelRig.serializer(long[].class);
        LocalOutput output =
                new LocalOutput(channels.channel(id), backpressure, counters, false, arrays, Copies.always(arrays), 64);
        attach();
        long[] reused = {1};
        output.add(reused, Batch.NO_TIMESTAMP, 0);
        reused[0] = 2;
        output.add(reused, Batch.NO_TIMESTAMP, 0);
        output.flush();
        Batch batch = (Batch) inputs.poll();
        assertThat((long[]) batch.value(0)).containsExactly(1);
        assertThat((long[]) batch.value(1)).containsExactly(2);
    }

    @Test
    void theMoreChannelsATaskHasTheLessItLetsWaitInEach() {
        assertThat(LocalOutput.largestBatch(1)).isEqualTo(2048);
        assertThat(LocalOutput.largestBatch(2)).isEqualTo(2048);
        assertThat(LocalOutput.largestBatch(3)).isEqualTo(1024);
        assertThat(LocalOutput.largestBatch(16)).isEqualTo(256);
        assertThat(LocalOutput.largestBatch(10_000)).isEqualTo(256);
    }
}
