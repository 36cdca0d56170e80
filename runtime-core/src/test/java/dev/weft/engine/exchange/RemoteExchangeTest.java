package dev.weft.engine.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.ExecutorId;
import dev.weft.engine.common.Machine;
import dev.weft.engine.common.WeftException;
import dev.weft.engine.protocol.JobTopology.DataAddress;
import dev.weft.engine.rpc.Secret;
import dev.weft.engine.transport.BindAddress;
import dev.weft.engine.transport.Transport;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
@ParameterizedClass(name = "reading in place: {0}")
@ValueSource(booleans = {false, true})
class RemoteExchangeTest {

    private static final int BUFFER = 4096;
    private static final RecordLimit LIMIT = new RecordLimit(1 << 20, "operator");

    private final Secret secret = Secret.random();
    private final List<RemoteExchange> exchanges = new ArrayList<>();
    private final boolean share;
    private final RemoteExchange from;
    private final RemoteExchange to;
    private final ChannelId id = ChannelRig.id(0);
    private final Wakeup reading = new Wakeup(Machine.system());
    private final Wakeup writing = new Wakeup(Machine.system());
    private final Backpressure backpressure = new Backpressure(writing, new YieldFlag());
    private final IoCounters counters = new IoCounters();
    private final Inputs inputs = new Inputs(reading, counters);
    private final CompletableFuture<Throwable> produced = new CompletableFuture<>();

    RemoteExchangeTest(boolean share) {
        this.share = share;
        from = exchange(secret, Duration.ofSeconds(20));
        to = exchange(secret, Duration.ofSeconds(20));
    }

    private RemoteExchange exchange(Secret own, Duration producerTimeout) {
        return exchange(own, producerTimeout, BindAddress.anyPort("127.0.0.1"));
    }

    private RemoteExchange exchange(Secret own, Duration producerTimeout, BindAddress bind) {
        RemoteExchange exchange = new RemoteExchange(
                new ExchangeSettings(
                        8 << 20, BUFFER, 1 << 20, share, bind, own, 1, Duration.ofSeconds(20), producerTimeout),
                Transport.tcp());
        exchanges.add(exchange);
        return exchange;
    }

    /** A port that was closed is free as soon as the thread that accepts connections has noticed. */
    private RemoteExchange exchangeAt(int port) {
        long deadline = System.nanoTime() + 10_000_000_000L;
        while (true) {
            try {
                return exchange(secret, Duration.ofSeconds(20), new BindAddress("127.0.0.1", port, port));
            } catch (WeftException e) {
                if (System.nanoTime() > deadline) {
                    throw e;
                }
                Thread.onSpinWait();
            }
        }
    }

    @AfterEach
    void closeAll() {
        exchanges.forEach(RemoteExchange::close);
    }

    private OutputChannel output(ChannelId of) {
        return output(from, of);
    }

    private OutputChannel output(RemoteExchange exchange, ChannelId of) {
        return exchange.output(
                of, true, backpressure, counters, ChannelRig.serializer(Long.class), false, false, LIMIT);
    }

    private void fetch(RemoteExchange consumer, RemoteExchange producer, ChannelId... ids) {
        List<InputChannel> channels = new ArrayList<>();
        for (ChannelId of : ids) {
            channels.add(consumer.input(
                    of,
                    new InputSpec(
                            0, channels.size(), 0, channels.size(), ChannelRig.serializer(Long.class), false, false),
                    new DataAddress(new ExecutorId("producer"), "127.0.0.1", producer.port())));
        }
        inputs.connect(channels);
        channels.forEach(channel -> channel.start(inputs));
    }

    private Thread produce(long count) {
        OutputChannel output = output(id);
        Thread thread = new Thread(() -> {
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

    private static void assertConnectionLost(ThrowingCallable call, String message) {
        assertThatThrownBy(call)
                .hasMessageContaining(message)
                .isInstanceOfSatisfying(
                        WeftException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONNECTION_LOST));
    }

    private static void awaitFree(RemoteExchange exchange) {
        long deadline = System.nanoTime() + 10_000_000_000L;
        while (exchange.reservedBuffers() > 0) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    /** FLINK-32541. */
    @Test
    void everyRecordArrivesOnceAndInOrderAndAllBuffersComeBack() {
        produce(500_000);
        fetch(to, from, id);
        List<Object> values = ChannelRig.readAll(inputs, reading);
        assertThat(values).hasSize(500_000);
        for (int i = 0; i < values.size(); i++) {
            assertThat((Long) values.get(i) == i).isTrue();
        }
        inputs.close();
        awaitFree(from);
        awaitFree(to);
    }

    @Test
    void aStalledConsumerMakesTheProducerWaitWithBoundedBuffers() throws Exception {
        Thread producer = produce(2_000_000);
        fetch(to, from, id);
        assertThat(ChannelRig.next(inputs, reading)).isInstanceOf(Batch.class);
        ChannelRig.awaitAsleep(producer);
        assertThat(counters.bytesOut()).isLessThanOrEqualTo((share ? 48 : 16 + 8 + 1) * BUFFER);
        ChannelRig.readAll(inputs, reading);
        assertThat(produced.get(10, TimeUnit.SECONDS)).isNull();
        assertThat(counters.recordsOut()).isEqualTo(2_000_000);
    }

    @Test
    void aConsumerMayComeBeforeItsProducer() {
        fetch(to, from, id);
        produce(1000);
        assertThat(ChannelRig.readAll(inputs, reading)).hasSize(1000);
    }

    @Test
    void aConsumerWhoseProducerNeverComesIsTold() {
        RemoteExchange impatient = exchange(secret, Duration.ofMillis(50));
        fetch(to, impatient, id);
        assertConnectionLost(() -> ChannelRig.next(inputs, reading), "did not start within");
    }

    @Test
    void cancelEndsTheWaitOfAFullChannel() throws Exception {
        ChannelRig.awaitAsleep(produce(2_000_000));
        writing.cancel();
        assertThat(produced.get(10, TimeUnit.SECONDS)).isInstanceOf(TaskCanceledException.class);
        awaitFree(from);
    }

    @Test
    void aLateConsumerOfAFailedProducerIsTold() throws Exception {
        ChannelRig.awaitAsleep(produce(2_000_000));
        writing.cancel();
        produced.get(10, TimeUnit.SECONDS);
        fetch(to, from, id);
        assertConnectionLost(() -> ChannelRig.next(inputs, reading), "its task has stopped");
    }

    @Test
    void aProducerThatStopsBeforeItsEndFailsItsConsumer() {
        OutputChannel output = output(id);
        fetch(to, from, id);
        output.add(1L, Batch.NO_TIMESTAMP, 0);
        output.flush();
        assertThat(ChannelRig.next(inputs, reading)).isInstanceOf(Batch.class);
        output.close();
        assertConnectionLost(() -> ChannelRig.next(inputs, reading), "its task has stopped");
    }

    @Test
    void aConsumerThatStopsFailsItsWaitingProducer() throws Exception {
        Thread producer = produce(2_000_000);
        fetch(to, from, id);
        ChannelRig.next(inputs, reading);
        ChannelRig.awaitAsleep(producer);
        inputs.close();
        assertThat(produced.get(10, TimeUnit.SECONDS))
                .isInstanceOfSatisfying(
                        WeftException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONNECTION_LOST));
        awaitFree(from);
        awaitFree(to);
    }

    /** FLINK-28695: the connection to the executor that was there before is not used again. */
    @Test
    void anExecutorThatBeginsAnewAtTheSameAddressIsReached() {
        OutputChannel before = output(id);
        fetch(to, from, id);
        before.add(1L, Batch.NO_TIMESTAMP, 0);
        before.flush();
        assertThat(ChannelRig.next(inputs, reading)).isInstanceOf(Batch.class);
        from.close();
        assertConnectionLost(() -> ChannelRig.next(inputs, reading), "connection");

        RemoteExchange again = exchangeAt(from.port());
        ChannelId next = ChannelRig.id(1);
        OutputChannel output = output(again, next);
        Inputs fresh = new Inputs(reading, counters);
        InputChannel channel = to.input(
                next,
                ChannelRig.spec(0, Long.class),
                new DataAddress(new ExecutorId("producer"), "127.0.0.1", again.port()));
        fresh.connect(List.of(channel));
        channel.start(fresh);
        output.add(7L, Batch.NO_TIMESTAMP, 0);
        output.mark(Element.EndOfInput.INSTANCE);
        assertThat(ChannelRig.readAll(fresh, reading)).containsExactly(7L);
        output.close();
        fresh.close();
    }

    @Test
    void theEndOfTheProducersExecutorBreaksAllItsChannels() {
        ChannelId second = ChannelRig.id(1);
        OutputChannel first = output(id);
        output(second);
        fetch(to, from, id, second);
        first.add(1L, Batch.NO_TIMESTAMP, 0);
        first.flush();
        assertThat(ChannelRig.next(inputs, reading)).isInstanceOf(Batch.class);
        from.close();
        assertConnectionLost(() -> ChannelRig.next(inputs, reading), "connection");
        assertConnectionLost(() -> ChannelRig.next(inputs, reading), "connection");
    }

    @Test
    void theEndOfTheConsumersExecutorFailsTheProducer() throws Exception {
        Thread producer = produce(2_000_000);
        fetch(to, from, id);
        ChannelRig.next(inputs, reading);
        ChannelRig.awaitAsleep(producer);
        to.close();
        assertThat(produced.get(10, TimeUnit.SECONDS)).isInstanceOf(WeftException.class);
    }

    @Test
    void aPeerWithAnotherSecretIsRefused() {
        produce(1000);
        RemoteExchange stranger = exchange(Secret.random(), Duration.ofSeconds(20));
        fetch(stranger, from, id);
        assertConnectionLost(() -> ChannelRig.next(inputs, reading), "secret");
    }

    @Test
    void nobodyListeningIsALostConnection() {
        RemoteExchange gone = exchange(secret, Duration.ofSeconds(20));
        gone.close();
        DataAddress nowhere = new DataAddress(new ExecutorId("gone"), "127.0.0.1", 1);
        InputChannel channel = to.input(id, ChannelRig.spec(0, Long.class), nowhere);
        inputs.connect(List.of(channel));
        channel.start(inputs);
        assertConnectionLost(() -> ChannelRig.next(inputs, reading), "cannot connect");
    }

    @Test
    void bytesOfAStrangerDoNoHarm() throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", from.port()));
            socket.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
        produce(1000);
        fetch(to, from, id);
        assertThat(ChannelRig.readAll(inputs, reading)).hasSize(1000);
    }

    @Test
    void watermarksAndIdlenessKeepTheirPlaceBetweenRecords() {
        OutputChannel output = output(id);
        fetch(to, from, id);
        output.add(1L, 10, 0);
        output.mark(new Element.Watermark(9));
        output.mark(new Element.Idleness(true));
        output.add(2L, 20, 0);
        output.mark(Element.EndOfInput.INSTANCE);
        Batch first = (Batch) ChannelRig.next(inputs, reading);
        assertThat(first.timestamp(0)).isEqualTo(10);
        assertThat(ChannelRig.next(inputs, reading)).isEqualTo(new Element.Watermark(9));
        assertThat(ChannelRig.next(inputs, reading)).isEqualTo(new Element.Idleness(true));
        assertThat(((Batch) ChannelRig.next(inputs, reading)).value(0)).isEqualTo(2L);
        assertThat(ChannelRig.next(inputs, reading)).isInstanceOf(Element.EndOfInput.class);
        output.close();
    }

    @Test
    void barriersKeepTheirPlaceBetweenRecords() throws Exception {
        int barriers = 200;
        OutputChannel output = output(id);
        Thread producer = new Thread(() -> {
            try {
                for (long i = 1; i <= barriers; i++) {
                    output.add(i, Batch.NO_TIMESTAMP, 0);
                    output.mark(new Element.Barrier(ChannelRig.request(i)));
                }
                output.mark(Element.EndOfInput.INSTANCE);
                produced.complete(null);
            } catch (Throwable t) {
                produced.complete(t);
            }
        });
        producer.start();
        ChannelRig.awaitAsleep(producer);
        fetch(to, from, id);
        for (long i = 1; i <= barriers; i++) {
            assertThat(((Batch) ChannelRig.next(inputs, reading)).value(0)).isEqualTo(i);
            assertThat(ChannelRig.next(inputs, reading)).isEqualTo(new Element.Barrier(ChannelRig.request(i)));
        }
        assertThat(ChannelRig.next(inputs, reading)).isInstanceOf(Element.EndOfInput.class);
        assertThat(produced.get(10, TimeUnit.SECONDS)).isNull();
        output.close();
    }

    /** FLINK-13245. */
    @Test
    void anOutputThatNobodyHasReadIsReleasedWhenItsConsumerWasReplaced() {
        OutputChannel output = output(id);
        output.mark(Element.EndOfInput.INSTANCE);
        output.close();
        from.releaseFormer(id.job(), attempt -> true);
        assertThat(from.reservedBuffers()).isPositive();
        from.releaseFormer(id.job(), id.producer()::equals);
        assertThat(from.reservedBuffers()).isZero();
    }

    /** FLINK-12852. */
    @Test
    void exhaustedNetworkMemoryNamesTheOption() {
        RemoteExchange tiny = new RemoteExchange(
                new ExchangeSettings(
                        BUFFER,
                        BUFFER,
                        1 << 20,
                        true,
                        BindAddress.anyPort("127.0.0.1"),
                        secret,
                        1,
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(5)),
                Transport.tcp());
        exchanges.add(tiny);
        assertThatThrownBy(() -> tiny.output(
                        id, false, backpressure, counters, ChannelRig.serializer(Long.class), false, false, LIMIT))
                .isInstanceOfSatisfying(
                        WeftException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INSUFFICIENT_RESOURCES))
                .hasMessageContaining("taskmanager.memory.network");
    }
}
