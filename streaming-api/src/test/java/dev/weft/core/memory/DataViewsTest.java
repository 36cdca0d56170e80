package dev.weft.core.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DataViewsTest {

    @Test
    void theArrayViewWritesWhatTheJdkWrites() throws IOException {
        Random random = new Random(3);
        DataOutputSerializer out = new DataOutputSerializer(1);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream jdk = new DataOutputStream(bytes);
        for (int i = 0; i < 200; i++) {
            long bits = random.nextLong();
            for (java.io.DataOutput target : new java.io.DataOutput[] {out, jdk}) {
                target.writeLong(bits);
                target.writeInt((int) bits);
                target.writeShort((int) bits);
                target.writeChar((int) bits);
                target.writeByte((int) bits);
                target.writeBoolean(bits > 0);
                target.writeDouble(bits);
                target.writeFloat(bits);
                target.writeUTF("текст" + bits);
                target.writeBytes("plain");
                target.writeChars("текст");
                target.write(new byte[] {1, 2, 3}, 1, 2);
            }
        }
        assertThat(out.getCopyOfBuffer()).isEqualTo(bytes.toByteArray());
        DataInputDeserializer in = new DataInputDeserializer(ByteBuffer.wrap(bytes.toByteArray()));
        DataInputStream reference = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
        assertThat(in.readLong()).isEqualTo(reference.readLong());
        assertThat(in.readInt()).isEqualTo(reference.readInt());
        assertThat(in.readShort()).isEqualTo(reference.readShort());
        assertThat(in.readChar()).isEqualTo(reference.readChar());
        assertThat(in.readByte()).isEqualTo(reference.readByte());
        assertThat(in.readBoolean()).isEqualTo(reference.readBoolean());
        assertThat(in.readDouble()).isEqualTo(reference.readDouble());
        assertThat(in.readFloat()).isEqualTo(reference.readFloat());
        assertThat(in.readUTF()).isEqualTo(reference.readUTF());
    }

    @Test
    void integersOfVariableLengthComeBack() throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(1);
        int[] values = {0, 1, 127, 128, 16383, 16384, Integer.MAX_VALUE, -1, Integer.MIN_VALUE};
        for (int value : values) {
            VarInt.write(value, out);
        }
        DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
        for (int value : values) {
            assertThat(VarInt.read(in)).isEqualTo(value);
        }
        assertThat(in.available()).isZero();
    }

    @Test
    void readingBeyondTheEndFailsAndPartialReadsTellHowMuch() throws IOException {
        DataInputDeserializer in = new DataInputDeserializer(new byte[] {1, 2, 3}, 1, 2);
        assertThatThrownBy(in::readInt).isInstanceOf(EOFException.class).hasMessageContaining("only 2 are left");
        assertThat(in.read(new byte[5])).isEqualTo(2);
        assertThat(in.read(new byte[5])).isEqualTo(-1);
        assertThat(in.skipBytes(1)).isZero();
    }

    @Test
    void aDirectBufferIsReadToo() throws IOException {
        ByteBuffer direct = ByteBuffer.allocateDirect(8).putLong(77L).flip();
        assertThat(new DataInputDeserializer(direct).readLong()).isEqualTo(77L);
        assertThat(direct.remaining()).isEqualTo(8);
    }
}
