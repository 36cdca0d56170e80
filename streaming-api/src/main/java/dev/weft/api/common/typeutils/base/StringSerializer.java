package dev.weft.api.common.typeutils.base;

import dev.weft.annotation.Internal;
import dev.weft.api.common.typeutils.SimpleTypeSerializerSnapshot;
import dev.weft.api.common.typeutils.TypeSerializerSnapshot;
import dev.weft.core.memory.DataInputView;
import dev.weft.core.memory.DataOutputView;
import dev.weft.core.memory.TextBytes;
import dev.weft.core.memory.VarInt;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A text: header (variable-length integer), characters. Header 0 is null; else header - 1 is twice the number of characters,
 * plus 1 if a character takes two bytes (UTF-16, big-endian) instead of one (Latin-1). Lone surrogates survive.
 */
@Internal
public final class StringSerializer extends ImmutableSerializer<String> implements NullTolerant {
    private static final long serialVersionUID = 1L;

    /** The one instance, for any number of threads. */
    public static final StringSerializer INSTANCE = new StringSerializer();

    private static final int MAX_LENGTH = (1 << 30) - 1;

    @Override
    public String createInstance() {
        return "";
    }

    @Override
    public int getLength() {
        return -1;
    }

    @Override
    public void serialize(String value, DataOutputView target) throws IOException {
        write(value, target);
    }

    @Override
    public String deserialize(DataInputView source) throws IOException {
        return read(source);
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        int header = VarInt.copy(source, target);
        if (header != 0) {
            int length = header - 1 >>> 1;
            target.write(source, (header - 1 & 1) == 0 ? length : 2 * length);
        }
    }

    @Override
    public TypeSerializerSnapshot<String> snapshotConfiguration() {
        return new StringSerializerSnapshot();
    }

    /** Writes a text or null; what generated code calls for text fields. */
    public static void write(String value, DataOutputView target) throws IOException {
        if (value == null) {
            target.writeByte(0);
            return;
        }
        int length = value.length();
        if (length > MAX_LENGTH) {
            throw new IOException("A text of " + length + " characters is too long; the limit is " + MAX_LENGTH);
        }
        if (TextBytes.areKnown()) {
            if (TextBytes.isLatin1(value)) {
                VarInt.write((length << 1) + 1, target);
                target.writeBytes(value);
                return;
            }
        } else if (length >= Latin1Encoder.WORTHWHILE) {
            Latin1Encoder latin1 = Latin1Encoder.current();
            if (latin1.accepts(value)) {
                VarInt.write((length << 1) + 1, target);
                latin1.writeAccepted(value, target);
                return;
            }
        } else if (isLatin1(value, length)) {
            VarInt.write((length << 1) + 1, target);
            target.writeBytes(value);
            return;
        }
        VarInt.write((length << 1) + 2, target);
        target.writeChars(value);
    }

    /** Reads what {@link #write} wrote. */
    public static String read(DataInputView source) throws IOException {
        int header = VarInt.read(source);
        if (header == 0) {
            return null;
        }
        int length = header - 1 >>> 1;
        if ((header - 1 & 1) == 0) {
            return source.readLatin1(length);
        }
        byte[] bytes = new byte[2 * length];
        source.readFully(bytes);
        char[] chars = new char[length];
        ByteBuffer.wrap(bytes).asCharBuffer().get(chars);
        return new String(chars);
    }

    private static boolean isLatin1(String value, int length) {
        int bits = 0;
        for (int i = 0; i < length; i++) {
            bits |= value.charAt(i);
        }
        return bits < 0x100;
    }

    /** Without configuration. */
    public static final class StringSerializerSnapshot extends SimpleTypeSerializerSnapshot<String> {
        /** Creates an empty snapshot, which {@link #readSnapshot} fills. */
        public StringSerializerSnapshot() {
            super(() -> INSTANCE);
        }
    }
}
