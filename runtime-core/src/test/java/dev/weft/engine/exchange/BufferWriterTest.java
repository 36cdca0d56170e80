package dev.weft.engine.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BufferWriterTest {

    /** Writes one value of a random kind. */
    private static void writeOne(DataOutput out, SplittableRandom random) throws IOException {
        String text = "a\u00e4\u4e2d\0".repeat(random.nextInt(300));
        switch (random.nextInt(12)) {
            case 0 -> out.writeByte(random.nextInt());
            case 1 -> out.writeShort(random.nextInt());
            case 2 -> out.writeInt(random.nextInt());
            case 3 -> out.writeLong(random.nextLong());
            case 4 -> out.writeFloat((float) random.nextDouble());
            case 5 -> out.writeDouble(random.nextDouble());
            case 6 -> out.writeBoolean(random.nextBoolean());
            case 7 -> out.writeChar(random.nextInt());
            case 8 -> out.writeBytes(text);
            case 9 -> out.writeChars(text);
            case 10 -> out.writeUTF(text);
            default -> out.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void itWritesTheSameBytesAsADataOutputStreamAcrossBuffersOfAnySize() throws IOException {
        for (int capacity = 1; capacity < 40; capacity++) {
            ByteArrayOutputStream expected = new ByteArrayOutputStream();
            ByteArrayOutputStream written = new ByteArrayOutputStream();
            BufferWriter writer = new BufferWriter(
                    full -> {
                        drain(full, written);
                        return full.clear();
                    },
                    ByteBuffer.allocateDirect(capacity),
                    new RecordLimit(1 << 20, "operator"));
            for (int i = 0; i < 40; i++) {
                writeOne(new DataOutputStream(expected), new SplittableRandom(i * 31L + capacity));
                writeOne(writer, new SplittableRandom(i * 31L + capacity));
            }
            drain(writer.buffer(), written);
            assertThat(written.toByteArray()).isEqualTo(expected.toByteArray());
        }
    }

    private static void drain(ByteBuffer buffer, ByteArrayOutputStream to) {
        buffer.flip();
        while (buffer.hasRemaining()) {
            to.write(buffer.get());
        }
    }
}
