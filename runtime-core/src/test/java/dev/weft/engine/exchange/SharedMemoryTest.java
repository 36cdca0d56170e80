package dev.weft.engine.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SharedMemoryTest {

    private static final int BUFFER = 4096;

    private final SharedFile file = SharedFile.create(BUFFER).orElseThrow();

    @AfterEach
    void close() {
        file.close();
    }

    private PeerMemory opened() {
        return PeerMemory.open(file.offer()).orElseThrow();
    }

    private ByteBuffer data(int content) {
        ByteBuffer buffer = file.take();
        return buffer.position(BufferLayout.FIRST_RECORD).putInt(content).flip();
    }

    @Test
    void whatIsWrittenToABufferIsReadUnderItsNumberWithoutACopy() throws IOException {
        assertThat(file.reserve(1000)).isTrue();
        try (PeerMemory peer = opened()) {
            for (int i = 0; i < 1000; i++) {
                ByteBuffer buffer = file.take().putInt(0, i);
                assertThat(peer.buffer(file.number(buffer)).getInt(0)).isEqualTo(i);
            }
        }
    }

    @Test
    void theFileHasNoNameThatCouldStayBehind() throws IOException {
        assertThat(file.reserve(1)).isTrue();
        String own = "/proc/" + ProcessHandle.current().pid() + "/fd/";
        assertThat(file.offer().path()).startsWith(own);
        Path target = Files.readSymbolicLink(Path.of(file.offer().path()));
        try (Stream<Path> left = Files.list(Path.of("/dev/shm"))) {
            assertThat(left.map(Path::toString))
                    .noneMatch(name -> target.toString().startsWith(name));
        }
    }

    @Test
    void anotherFileUnderThePathOfTheOfferIsNotTaken() {
        SharedFile.Offer offer = file.offer();
        assertThat(PeerMemory.open(new SharedFile.Offer(offer.path(), new byte[SharedFile.NONCE], BUFFER)))
                .isEmpty();
        assertThat(PeerMemory.open(new SharedFile.Offer("/proc/self/fd/nothing", offer.nonce(), BUFFER)))
                .isEmpty();
    }

    /** FLINK-22424. */
    @Test
    void buffersOfAReaderThatVanishedAreNeverUsedAgain() {
        assertThat(file.reserve(4)).isTrue();
        ZeroCopySender sender = new ZeroCopySender(file);
        List<ByteBuffer> offered = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            ByteBuffer buffer = data(i);
            offered.add(buffer);
            assertThat(sender.offer(buffer)).isTrue();
        }
        sender.end(false);
        file.release(4);
        assertThat(file.reserve(2000)).isTrue();
        for (int i = 0; i < 2000; i++) {
            ByteBuffer taken = file.take();
            assertThat(offered).noneMatch(buffer -> buffer == taken);
        }
    }

    @Test
    void buffersOfAReaderThatSaidGoodbyeComeBack() {
        assertThat(file.reserve(2)).isTrue();
        ZeroCopySender sender = new ZeroCopySender(file);
        ByteBuffer offered = data(1);
        sender.offer(offered);
        sender.end(true);
        assertThat(List.of(file.number(file.take()), file.number(file.take()))).contains(file.number(offered));
    }

    /** FLINK-34225. */
    @Test
    void elementsComeInOrderAndBuffersComeBackWhenTheyAreReadWhateverTheTurns() throws IOException {
        assertThat(file.reserve(100)).isTrue();
        try (PeerMemory peer = opened()) {
            ZeroCopySender sender = new ZeroCopySender(file);
            ZeroCopyReceiver receiver =
                    new ZeroCopyReceiver(ChannelRig.id(0), new SharedRing(peer.buffer(sender.ringBuffer())), peer);
            SplittableRandom random = new SplittableRandom(3);
            ArrayDeque<Object> expected = new ArrayDeque<>();
            int out = 0;
            for (int step = 0; step < 20_000; step++) {
                if (random.nextBoolean()) {
                    boolean mark = random.nextInt(4) == 0;
                    boolean full = expected.size() == SharedRing.CAPACITY;
                    assertThat(sender.isFull()).isEqualTo(full);
                    Object element = mark ? new Element.Watermark(step) : data(step);
                    assertThat(sender.offer(element)).isEqualTo(!full);
                    if (full && !mark) {
                        file.give((ByteBuffer) element);
                    } else if (!full) {
                        out += mark ? 0 : 1;
                        expected.add(mark ? element : step);
                    }
                } else if (!expected.isEmpty()) {
                    Object next = receiver.mark()
                            .map(Object.class::cast)
                            .orElseGet(() -> receiver.buffer().getInt(BufferLayout.FIRST_RECORD));
                    assertThat(next).isEqualTo(expected.remove());
                    receiver.ring().advance();
                }
                out -= sender.takeBack();
                assertThat((long) out)
                        .isEqualTo(expected.stream()
                                .filter(e -> e instanceof Integer)
                                .count());
            }
        }
    }

    /** FLINK-24035, FLINK-29298. */
    @Test
    void aSleeperIsWokenOnceAndNobodySleepsOverAnElement() throws IOException {
        assertThat(file.reserve(10)).isTrue();
        try (PeerMemory peer = opened()) {
            ZeroCopySender sender = new ZeroCopySender(file);
            SharedRing reader = new SharedRing(peer.buffer(sender.ringBuffer()));
            assertThat(sender.mustWakeReader()).isFalse();
            assertThat(reader.sleep()).isTrue();
            sender.offer(new Element.Watermark(1));
            assertThat(sender.mustWakeReader()).isTrue();
            assertThat(sender.mustWakeReader()).isFalse();
            assertThat(reader.sleep()).isFalse();
            sender.offer(new Element.Watermark(2));
            assertThat(sender.mustWakeReader()).isFalse();
            sender.askAtUnread(0);
            assertThat(reader.advance()).isFalse();
            assertThat(reader.advance()).isTrue();
            assertThat(reader.isEmpty()).isTrue();
            assertThat(sender.unread()).isZero();
        }
    }
}
