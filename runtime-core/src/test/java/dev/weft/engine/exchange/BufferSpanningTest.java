package dev.weft.engine.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.Machine;
import dev.weft.engine.common.WeftException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Serializes records through an output and deserializes its buffers, which are so small that every boundary is met. */
class BufferSpanningTest {

    private static final int BUFFER = 64;

    /** What a byte array of 1000 bytes comes to with its length. */
    private static final int LIMIT = 1002;

    private record Sent(byte[] value, long timestamp, int hash) {}

    /** Takes every buffer that the output hands over and decodes it at once. */
    private static final class Loop implements RemoteOutput.Line {
        final List<Sent> received = new ArrayList<>();
        final BufferDecoder decoder;
        final boolean keyed;
        int buffers;

        Loop(TypeSerializer<Object> serializer, boolean keyed) {
            this.decoder = new BufferDecoder(serializer, keyed, LIMIT);
            this.keyed = keyed;
        }

        @Override
        public void announce(RemoteOutput output) {
            output.beginDrain();
            for (Object next = output.poll(); next != null; next = output.poll()) {
                ByteBuffer buffer = (ByteBuffer) next;
                buffers++;
                decoder.begin(buffer.position(BufferLayout.FRAME_HEADER));
                do {
                    Batch batch = decoder.decode();
                    for (int i = 0; i < batch.size(); i++) {
                        received.add(new Sent((byte[]) batch.value(i), batch.timestamp(i), keyed ? batch.hash(i) : 0));
                    }
                } while (!decoder.isExhausted());
                output.onSent(buffer);
            }
        }
    }

    private static RemoteOutput output(Loop loop, TypeSerializer<Object> serializer, boolean keyed) {
        RemoteOutput output = new RemoteOutput(
                ChannelRig.id(0),
                new NetworkMemory(1 << 20, BUFFER),
                Optional.empty(),
                new Backpressure(new Wakeup(Machine.system()), new YieldFlag()),
                new IoCounters(),
                serializer,
                keyed,
                false,
                new RecordLimit(LIMIT, "Widener"),
                () -> {});
        output.attach(loop);
        return output;
    }

    private static void check(List<Sent> sent, List<Sent> received) {
        assertThat(received).hasSameSizeAs(sent);
        for (int i = 0; i < sent.size(); i++) {
            assertThat(received.get(i).value()).isEqualTo(sent.get(i).value());
            assertThat(received.get(i).timestamp()).isEqualTo(sent.get(i).timestamp());
            assertThat(received.get(i).hash()).isEqualTo(sent.get(i).hash());
        }
    }

    /** FLINK-24190. */
    @ParameterizedTest(name = "keyed: {0}")
    @ValueSource(booleans = {false, true})
    void recordsOfEveryLengthSurviveEveryBoundary(boolean keyed) {
        TypeSerializer<Object> serializer = ChannelRig.serializer(byte[].class);
        for (int first = 0; first < 2 * BUFFER; first++) {
            Loop loop = new Loop(serializer, keyed);
            RemoteOutput output = output(loop, serializer, keyed);
            List<Sent> sent = new ArrayList<>();
            for (int length : new int[] {first, 0, first, 3 * BUFFER, 1, first}) {
                byte[] value = new byte[length];
                for (int i = 0; i < length; i++) {
                    value[i] = (byte) (i + first);
                }
                sent.add(new Sent(value, Batch.NO_TIMESTAMP, keyed ? length : 0));
                output.add(value, Batch.NO_TIMESTAMP, length);
            }
            output.flush();
            check(sent, loop.received);
        }
    }

    @Test
    void randomRecordsTimestampsAndFlushesComeBackAsTheyWere() {
        SplittableRandom random = new SplittableRandom(7);
        TypeSerializer<Object> serializer = ChannelRig.serializer(byte[].class);
        for (int round = 0; round < 200; round++) {
            Loop loop = new Loop(serializer, true);
            RemoteOutput output = output(loop, serializer, true);
            List<Sent> sent = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                byte[] value = new byte[random.nextInt(4) == 0 ? random.nextInt(300) : random.nextInt(20)];
                random.nextBytes(value);
                long timestamp = random.nextInt(3) == 0 ? Batch.NO_TIMESTAMP : random.nextLong(1000);
                int hash = random.nextInt();
                sent.add(new Sent(value, timestamp, hash));
                output.add(value, timestamp, hash);
                if (random.nextInt(10) == 0) {
                    output.flush();
                }
            }
            output.flush();
            check(sent, loop.received);
        }
    }

    @Test
    void recordsShareABuffer() {
        TypeSerializer<Object> serializer = ChannelRig.serializer(byte[].class);
        Loop loop = new Loop(serializer, false);
        RemoteOutput output = output(loop, serializer, false);
        for (int i = 0; i < 6; i++) {
            output.add(new byte[1], Batch.NO_TIMESTAMP, 0);
        }
        output.flush();
        assertThat(loop.buffers).isEqualTo(1);
        assertThat(loop.received).hasSize(6);
    }

    @ParameterizedTest(name = "after {0} bytes of another record, keyed: {1}")
    @CsvSource({"0, false", "17, false", "63, true", "64, true", "200, true"})
    void aRecordOfTheLimitIsSentAndOneByteMoreIsRefused(int before, boolean keyed) {
        TypeSerializer<Object> serializer = ChannelRig.serializer(byte[].class);
        Loop loop = new Loop(serializer, keyed);
        RemoteOutput output = output(loop, serializer, keyed);
        output.add(new byte[before], 1, 0);
        output.add(new byte[LIMIT - 2], 1, 0);
        output.flush();
        assertThat(loop.received).hasSize(2);
        assertThat(loop.received.get(1).value()).hasSize(LIMIT - 2);
        assertThatThrownBy(() -> output.add(new byte[LIMIT - 1], 1, 0))
                .isInstanceOfSatisfying(
                        UserCodeFailure.class, e -> assertThat(e.operator()).isEqualTo("Widener"))
                .hasMessageContainingAll("1003 bytes", "taskmanager.network.max-record-size is 1002 bytes");
    }

    @Test
    void aLimitBelowTheSizeOfABufferHoldsToo() {
        TypeSerializer<Object> serializer = ChannelRig.serializer(byte[].class);
        BufferWriter writer = new BufferWriter(
                full -> ByteBuffer.allocate(BUFFER), ByteBuffer.allocate(BUFFER), new RecordLimit(8, "o"));
        assertThatCode(() -> write(writer, serializer, new byte[7])).doesNotThrowAnyException();
        assertThatThrownBy(() -> write(writer, serializer, new byte[8])).hasMessageContaining("9 bytes");
        assertThatCode(() -> write(writer, serializer, new byte[7])).doesNotThrowAnyException();
    }

    private static void write(BufferWriter writer, TypeSerializer<Object> serializer, byte[] value) throws IOException {
        writer.beginRecord();
        serializer.serialize(value, writer);
        writer.endRecord();
    }

    /** A serializer of the user may write without end; no more than the limit may ever be handed over of that. */
    @Test
    void anEndlessRecordIsRefusedAsSoonAsItPassesTheLimit() throws IOException {
        int[] buffers = {0};
        BufferWriter writer = new BufferWriter(
                full -> {
                    buffers[0]++;
                    return full.clear();
                },
                ByteBuffer.allocate(BUFFER),
                new RecordLimit(LIMIT, "o"));
        writer.beginRecord();
        assertThatThrownBy(() -> {
                    while (true) {
                        writer.write(0);
                    }
                })
                .isInstanceOf(UserCodeFailure.class);
        assertThat(buffers[0]).isEqualTo(LIMIT / BUFFER);
    }

    @Test
    void aReaderRefusesARecordBeyondItsOwnLimit() {
        TypeSerializer<Object> serializer = ChannelRig.serializer(byte[].class);
        BufferDecoder decoder = new BufferDecoder(serializer, false, LIMIT);
        int body = BUFFER - BufferLayout.FIRST_RECORD;
        ByteBuffer middle = ByteBuffer.allocateDirect(BUFFER)
                .put(9, (byte) (BufferLayout.GOES_ON | BufferLayout.IS_MIDDLE))
                .putInt(10, body)
                .putInt(14, BUFFER - BufferLayout.FRAME_HEADER);
        int most = RecordLimit.mostToRead(LIMIT) / body;
        for (int i = 0; i < most; i++) {
            decoder.begin(middle.duplicate());
            decoder.decode();
        }
        assertThatThrownBy(() -> decoder.begin(middle.duplicate()))
                .isInstanceOfSatisfying(
                        WeftException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_CONFIGURATION))
                .hasMessageContainingAll("more than the 1002 bytes", "taskmanager.network.max-record-size");
    }

    @Test
    void aSerializerThatReadsTooMuchIsNamed() {
        TypeSerializer<Object> longs = ChannelRig.serializer(Long.class);
        RemoteOutput output = output(new Loop(longs, false), ChannelRig.serializer(Integer.class), false);
        output.add(1, Batch.NO_TIMESTAMP, 0);
        assertThatThrownBy(output::flush)
                .isInstanceOf(UserCodeFailure.class)
                .hasMessageContaining("reads more than it wrote");
    }

    @Test
    void aSerializerThatReadsTooLittleIsNamed() {
        TypeSerializer<Object> ints = ChannelRig.serializer(Integer.class);
        RemoteOutput output = output(new Loop(ints, false), ChannelRig.serializer(Long.class), false);
        output.add(1L, Batch.NO_TIMESTAMP, 0);
        assertThatThrownBy(output::flush)
                .isInstanceOf(UserCodeFailure.class)
                .hasMessageContaining("reads less than it wrote");
    }
}
