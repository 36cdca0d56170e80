package dev.weft.engine.checkpoint;

import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.OperatorId;
import dev.weft.engine.common.Payload;
import dev.weft.engine.common.WeftException;
import dev.weft.engine.state.InFlightPiece;
import dev.weft.engine.state.OperatorPieces;
import dev.weft.engine.state.UnkeyedPiece;
import dev.weft.engine.state.spi.InlineBytes;
import dev.weft.engine.state.spi.KeyedPiece;
import dev.weft.engine.state.spi.StoredBytes;
import dev.weft.engine.types.KeyGroupRange;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Binary codec of the descriptions of stored state, as they travel in control messages and stand in the metadata of
 * checkpoints. Big-endian throughout:
 *
 * <pre>
 * operators: count i32, then per operator, by id: id 16 bytes, pieces
 * pieces: has a checkpoint u8, checkpoint id i64 if so, keyed: count i32 and keyed pieces, unkeyed: count i32 and unkeyed pieces,
 *   in flight: count i32 and in-flight pieces, ended gates: count i32 and each i32
 * keyed piece: format text, first key group i32, end i32, offsets longs, count i32 and bytes
 * unkeyed piece: count i32, then per state, by name: name text, mode u8, header i64, offsets longs; bytes
 * in-flight piece: count i32, then per channel: input i32, producing subtask i32, offset i64, length i64; shared u8, bytes
 * bytes: 1 as u8, length i32, the bytes; or 2 as u8 (3 if the file is shared), file text, offset i64, stored length i64,
 *   length i64
 * longs: count i32, then each i64
 * text: length i32, then UTF-8
 * </pre>
 *
 * A test pins the bytes.
 */
public final class StateCodec {

    private static final int INLINE = 1;
    private static final int FILE = 2;
    private static final int SHARED_FILE = 3;
    private static final int ID_BYTES = 16;
    private static final UnkeyedPiece.Mode[] MODES = UnkeyedPiece.Mode.values();

    private StateCodec() {}

    /** Describes the state of all operators of one task. */
    public static Payload encode(Map<OperatorId, OperatorPieces> operators) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(operators.size());
            for (Map.Entry<OperatorId, OperatorPieces> each : new TreeMap<>(operators).entrySet()) {
                out.write(HexFormat.of().parseHex(each.getKey().hex()));
                write(out, each.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Payload(bytes.toByteArray());
    }

    /**
     * Reads what {@link #encode} wrote.
     *
     * @throws WeftException INTERNAL when the bytes are something else
     */
    public static Map<OperatorId, OperatorPieces> decode(Payload payload) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(payload.bytes()))) {
            Map<OperatorId, OperatorPieces> operators = new LinkedHashMap<>();
            for (int left = count(in); left > 0; left--) {
                OperatorId id = new OperatorId(HexFormat.of().formatHex(in.readNBytes(ID_BYTES)));
                operators.put(id, read(in));
            }
            if (in.available() > 0) {
                throw new IOException(in.available() + " bytes follow the end");
            }
            return operators;
        } catch (IOException | IllegalArgumentException e) {
            throw new WeftException(ErrorCode.INTERNAL, "malformed description of state: " + e.getMessage(), e);
        }
    }

    /**
     * As {@link #decode(Payload)}, for a task that goes on from it.
     *
     * @param watch makes the calls that read files
     * @param local the copies that may be read instead
     */
    public static Map<OperatorId, OperatorPieces> decode(Payload payload, ReadWatch watch, LocalReads local) {
        Map<OperatorId, OperatorPieces> operators = decode(payload);
        operators.replaceAll(
                (id, pieces) -> PieceFiles.withFiles(pieces, file -> new RestoredBytes(file, watch, local)));
        return operators;
    }

    static void write(DataOutputStream out, OperatorPieces pieces) throws IOException {
        out.writeBoolean(pieces.checkpointId().isPresent());
        if (pieces.checkpointId().isPresent()) {
            out.writeLong(pieces.checkpointId().getAsLong());
        }
        out.writeInt(pieces.keyed().size());
        for (KeyedPiece piece : pieces.keyed()) {
            text(out, piece.format());
            out.writeInt(piece.groups().first());
            out.writeInt(piece.groups().end());
            longs(out, piece.offsets());
            out.writeInt(piece.bytes().size());
            for (StoredBytes bytes : piece.bytes()) {
                write(out, bytes);
            }
        }
        out.writeInt(pieces.unkeyed().size());
        for (UnkeyedPiece piece : pieces.unkeyed()) {
            out.writeInt(piece.parts().size());
            for (Map.Entry<String, UnkeyedPiece.Part> each : new TreeMap<>(piece.parts()).entrySet()) {
                text(out, each.getKey());
                out.writeByte(each.getValue().mode().ordinal());
                out.writeLong(each.getValue().header());
                longs(out, each.getValue().offsets());
            }
            write(out, piece.bytes());
        }
        out.writeInt(pieces.inFlight().size());
        for (InFlightPiece piece : pieces.inFlight()) {
            out.writeInt(piece.parts().size());
            for (InFlightPiece.Part part : piece.parts()) {
                out.writeInt(part.input());
                out.writeInt(part.producer());
                out.writeLong(part.offset());
                out.writeLong(part.length());
            }
            out.writeBoolean(piece.shared());
            write(out, piece.bytes());
        }
        out.writeInt(pieces.endedGates().size());
        for (int gate : new TreeSet<>(pieces.endedGates())) {
            out.writeInt(gate);
        }
    }

    static OperatorPieces read(DataInputStream in) throws IOException {
        OptionalLong checkpointId = in.readBoolean() ? OptionalLong.of(in.readLong()) : OptionalLong.empty();
        List<KeyedPiece> keyed = new ArrayList<>();
        for (int left = count(in); left > 0; left--) {
            String format = text(in);
            KeyGroupRange groups = new KeyGroupRange(in.readInt(), in.readInt());
            long[] offsets = longs(in);
            List<StoredBytes> bytes = new ArrayList<>();
            for (int i = count(in); i > 0; i--) {
                bytes.add(readBytes(in));
            }
            keyed.add(new KeyedPiece(format, groups, offsets, bytes));
        }
        List<UnkeyedPiece> unkeyed = new ArrayList<>();
        for (int left = count(in); left > 0; left--) {
            Map<String, UnkeyedPiece.Part> parts = new LinkedHashMap<>();
            for (int i = count(in); i > 0; i--) {
                String name = text(in);
                int mode = in.readUnsignedByte();
                if (mode >= MODES.length) {
                    throw new IOException("no mode of redistribution has number " + mode);
                }
                parts.put(name, new UnkeyedPiece.Part(MODES[mode], in.readLong(), longs(in)));
            }
            unkeyed.add(new UnkeyedPiece(parts, readBytes(in)));
        }
        List<InFlightPiece> inFlight = new ArrayList<>();
        for (int left = count(in); left > 0; left--) {
            List<InFlightPiece.Part> parts = new ArrayList<>();
            for (int i = count(in); i > 0; i--) {
                parts.add(new InFlightPiece.Part(in.readInt(), in.readInt(), in.readLong(), in.readLong()));
            }
            inFlight.add(new InFlightPiece(parts, in.readBoolean(), readBytes(in)));
        }
        Set<Integer> endedGates = new TreeSet<>();
        for (int left = count(in); left > 0; left--) {
            endedGates.add(in.readInt());
        }
        return new OperatorPieces(checkpointId, keyed, unkeyed, inFlight, endedGates);
    }

    private static void write(DataOutputStream out, StoredBytes bytes) throws IOException {
        if (bytes instanceof InlineBytes inline) {
            out.writeByte(INLINE);
            out.writeInt(inline.bytes().length);
            out.write(inline.bytes());
        } else if (bytes instanceof RestoredBytes restored) {
            write(out, restored.stored());
        } else if (bytes instanceof FileBytes file) {
            out.writeByte(file.isShared() ? SHARED_FILE : FILE);
            text(out, file.file());
            out.writeLong(file.offset());
            out.writeLong(file.stored());
            out.writeLong(file.length());
        } else {
            throw new IllegalArgumentException("these bytes are nowhere that another process can read: " + bytes);
        }
    }

    private static StoredBytes readBytes(DataInputStream in) throws IOException {
        int tag = in.readUnsignedByte();
        return switch (tag) {
            case INLINE -> new InlineBytes(exactly(in, count(in)));
            case FILE, SHARED_FILE ->
                new FileBytes(text(in), in.readLong(), in.readLong(), in.readLong(), tag == SHARED_FILE);
            default -> throw new IOException("no kind of stored bytes has tag " + tag);
        };
    }

    private static void longs(DataOutputStream out, long[] values) throws IOException {
        out.writeInt(values.length);
        for (long value : values) {
            out.writeLong(value);
        }
    }

    private static long[] longs(DataInputStream in) throws IOException {
        int n = count(in);
        if (n > in.available() / Long.BYTES) {
            throw new IOException(n + " numbers are more than what is left");
        }
        long[] values = new long[n];
        for (int i = 0; i < values.length; i++) {
            values[i] = in.readLong();
        }
        return values;
    }

    static void text(DataOutputStream out, String value) throws IOException {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        out.writeInt(utf8.length);
        out.write(utf8);
    }

    static String text(DataInputStream in) throws IOException {
        return new String(exactly(in, count(in)), StandardCharsets.UTF_8);
    }

    private static byte[] exactly(DataInputStream in, int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new IOException(length + " bytes are announced, " + bytes.length + " are there");
        }
        return bytes;
    }

    /** A count or length, which cannot exceed the number of bytes that are left. */
    static int count(DataInputStream in) throws IOException {
        int count = in.readInt();
        if (count < 0 || count > in.available()) {
            throw new IOException("a count of " + count + ", with " + in.available() + " bytes left");
        }
        return count;
    }
}
