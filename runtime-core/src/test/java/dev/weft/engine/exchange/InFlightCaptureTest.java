package dev.weft.engine.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.engine.common.ExecutorId;
import dev.weft.engine.common.Machine;
import dev.weft.engine.protocol.CheckpointRequest;
import dev.weft.engine.protocol.JobTopology.DataAddress;
import dev.weft.engine.rpc.Secret;
import dev.weft.engine.state.InFlightPiece;
import dev.weft.engine.state.MemorySnapshotStore;
import dev.weft.engine.transport.BindAddress;
import dev.weft.engine.transport.Transport;
import dev.weft.engine.usercode.records.Copies;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Records in flight of one full channel: captured, written, and read back. */
@Timeout(30)
class InFlightCaptureTest {

    private static final int BUFFER = 4096;
    private static final int MANY = 20_000;

    /** Records that span buffers, no more than fit at the consumer: the producer is this thread and must not wait. */
    private static final int FEW = 5;

    private enum Way {
        LOCAL,
        SHARED_MEMORY,
        TCP
    }

    private final List<RemoteExchange> exchanges = new ArrayList<>();
    private final Wakeup reading = new Wakeup(Machine.system());
    private final Backpressure backpressure = new Backpressure(new Wakeup(Machine.system()), new YieldFlag());
    private final IoCounters counters = new IoCounters();
    private final Inputs inputs = new Inputs(reading, counters);
    private final ChannelId id = ChannelRig.id(0);
    private final TypeSerializer<Object> serializer = ChannelRig.serializer(String.class);
    private final InputSpec spec = ChannelRig.spec(0, String.class);

    @AfterEach
    void closeAll() {
        exchanges.forEach(RemoteExchange::close);
    }

    private OutputChannel open(Way way) {
        InputChannel input;
        OutputChannel output;
        if (way == Way.LOCAL) {
            LocalChannels channels = new LocalChannels();
            output = new LocalOutput(
                    channels.channel(id), backpressure, counters, false, serializer, Copies.always(serializer), 64);
            input = new LocalInput(spec, channels.channel(id));
        } else {
            Secret secret = Secret.random();
            RemoteExchange from = exchange(secret, way);
            RemoteExchange to = exchange(secret, way);
            output = from.output(
                    id, true, backpressure, counters, serializer, false, false, new RecordLimit(1 << 20, "test"));
            input = to.input(id, spec, new DataAddress(new ExecutorId("producer"), "127.0.0.1", from.port()));
        }
        inputs.connect(List.of(input));
        input.start(inputs);
        return output;
    }

    private RemoteExchange exchange(Secret secret, Way way) {
        RemoteExchange exchange = new RemoteExchange(
                new ExchangeSettings(
                        8 << 20,
                        BUFFER,
                        1 << 20,
                        way == Way.SHARED_MEMORY,
                        BindAddress.anyPort("127.0.0.1"),
                        secret,
                        1,
                        Duration.ofSeconds(20),
                        Duration.ofSeconds(20)),
                Transport.tcp());
        exchanges.add(exchange);
        return exchange;
    }

    private static String record(int number, int length) {
        return (number + " ").repeat(length).substring(0, length);
    }

    private static List<Object> values(Batch batch, int from) {
        List<Object> values = new ArrayList<>();
        for (int i = from; i < batch.size(); i++) {
            values.add(batch.value(i));
        }
        return values;
    }

    /** FLINK-20654. Records of more than a buffer span several of them. */
    @ParameterizedTest(name = "{0}, records of {1}, {2} batches are read")
    @CsvSource({
        "LOCAL, 20, 0",
        "LOCAL, 20, 3",
        "SHARED_MEMORY, 20, 0",
        "SHARED_MEMORY, 20, 3",
        "SHARED_MEMORY, 9000, 2",
        "TCP, 20, 0",
        "TCP, 20, 3",
        "TCP, 9000, 0",
        "TCP, 9000, 2"
    })
    void whatWasSentBeforeTheBarrierAndNotProcessedIsCapturedInOrder(Way way, int length, int batches)
            throws InterruptedException, IOException {
        OutputChannel output = open(way);
        CountDownLatch sighted = new CountDownLatch(1);
        inputs.whenSighted(sighted::countDown);
        List<Object> sent = new ArrayList<>();
        while (output.hasRoom() && sent.size() < (length > BUFFER ? FEW : MANY)) {
            sent.add(record(sent.size(), length));
            output.add(sent.get(sent.size() - 1), Batch.NO_TIMESTAMP, 0);
        }
        List<Object> processed = new ArrayList<>();
        Batch last = new Batch(0, false);
        for (int i = 0; i < batches; i++) {
            processed.addAll(values(last, 0));
            last = (Batch) ChannelRig.next(inputs, reading);
        }
        int leftFrom = last.size() / 2;
        processed.addAll(values(last, 0).subList(0, leftFrom));
        List<Object> left = values(last, leftFrom);
        CheckpointRequest request = ChannelRig.request(1).overtaking();
        output.barrier(new Element.Barrier(request));
        sighted.await();

        List<CheckpointRequest> ahead = new ArrayList<>();
        inputs.forEachSighted((position, barrier) -> barrier.ifPresent(ahead::add));
        assertThat(ahead).containsExactly(request);
        BitSet missing = new BitSet();
        missing.set(0);
        InFlightCapture capture = inputs.capture(1, missing);
        capture.add(0, last, leftFrom);
        capture.look();
        assertThat(capture.isComplete()).isTrue();
        InFlightPiece piece = capture.write(new MemorySnapshotStore()).orElseThrow();

        List<Object> restored = new ArrayList<>();
        for (InFlightPiece.Part part : piece.parts()) {
            RestoredInput again = new RestoredInput(spec, part, piece.bytes(), false, hash -> true);
            for (Element batch = again.poll(); batch != null; batch = again.poll()) {
                restored.addAll(values((Batch) batch, 0));
            }
        }
        List<Object> all = new ArrayList<>(processed);
        all.addAll(restored);
        assertThat(all).isEqualTo(sent);

        // nothing was taken out of the channel
        List<Object> read = new ArrayList<>(left);
        Element next = ChannelRig.next(inputs, reading);
        for (; next instanceof Batch batch; next = ChannelRig.next(inputs, reading)) {
            read.addAll(values(batch, 0));
        }
        assertThat(next).isEqualTo(new Element.Barrier(request));
        assertThat(read).isEqualTo(restored);
        output.close();
        inputs.close();
    }
}
