package dev.weft.engine.checkpoint;

import dev.weft.engine.checkpoint.CheckpointMetadata.InstanceCheckpoint;
import dev.weft.engine.checkpoint.CheckpointMetadata.OperatorCheckpoint;
import dev.weft.engine.common.OperatorId;
import dev.weft.engine.common.Payload;
import dev.weft.engine.protocol.CheckpointRequest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * Binary format of a checkpoint's metadata. Sections with checksums, so that damage is told by the operator that it
 * concerns. Big-endian:
 *
 * <pre>
 * file: magic "WEFTCKPT" 8 bytes, version i32, head section, one section per operator
 * section: length i32, bytes, CRC-32C of the bytes i32
 * head: checkpoint id i64, timestamp i64, kind u8, number of operators i32
 * operator: id 16 bytes, name text, parallelism i32, max parallelism i32, number of instances i32, instances by index,
 *   state of the coordinator: u8 whether it has some, then length i32 and bytes
 * instance: index i32, ended u8, pieces as {@link StateCodec} writes them
 * </pre>
 *
 * The addresses of files in the metadata's own directory are relative to it, so that the directory can be moved. A test
 * pins the bytes.
 */
final class MetadataCodec {

    static final int VERSION = 3;
    private static final byte[] MAGIC = "WEFTCKPT".getBytes(StandardCharsets.US_ASCII);
    private static final int ID_BYTES = 16;
    private static final CheckpointRequest.Kind[] KINDS = CheckpointRequest.Kind.values();

    private MetadataCodec() {}

    /** @param directory in which the metadata will be, as its files name it */
    static byte[] encode(CheckpointMetadata metadata, String directory) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.write(MAGIC);
            out.writeInt(VERSION);
            ByteArrayOutputStream section = new ByteArrayOutputStream(1024);
            DataOutputStream into = new DataOutputStream(section);
            into.writeLong(metadata.checkpointId());
            into.writeLong(metadata.timestampMs());
            into.writeByte(metadata.kind().ordinal());
            into.writeInt(metadata.operators().size());
            endSection(section, out);
            String own = directory + "/";
            for (OperatorCheckpoint operator : metadata.operators()) {
                write(operator, into, file -> file.startsWith(own) ? file.substring(own.length()) : file);
                endSection(section, out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void endSection(ByteArrayOutputStream section, DataOutputStream out) throws IOException {
        byte[] bytes = section.toByteArray();
        out.writeInt(bytes.length);
        out.write(bytes);
        out.writeInt(BlockFormat.checksum(bytes, bytes.length));
        section.reset();
    }

    private static void write(OperatorCheckpoint operator, DataOutputStream out, UnaryOperator<String> relative)
            throws IOException {
        out.write(HexFormat.of().parseHex(operator.id().hex()));
        StateCodec.text(out, operator.name());
        out.writeInt(operator.parallelism());
        out.writeInt(operator.maxParallelism());
        out.writeInt(operator.instances().size());
        for (Map.Entry<Integer, InstanceCheckpoint> each : new TreeMap<>(operator.instances()).entrySet()) {
            out.writeInt(each.getKey());
            out.writeBoolean(each.getValue().ended());
            StateCodec.write(out, PieceFiles.renamed(each.getValue().pieces(), relative));
        }
        out.writeBoolean(operator.coordinator().isPresent());
        if (operator.coordinator().isPresent()) {
            byte[] state = operator.coordinator().get().bytes();
            out.writeInt(state.length);
            out.write(state);
        }
    }

    /**
     * Reads what {@link #encode} wrote.
     *
     * @param directory in which the metadata is
     * @throws IOException with what is wrong, to be put behind the name of the file
     */
    static CheckpointMetadata decode(byte[] bytes, String directory) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        if (!Arrays.equals(in.readNBytes(MAGIC.length), MAGIC)) {
            throw new IOException("is not the metadata of a checkpoint or savepoint of Weft: it begins with '"
                    + HexFormat.ofDelimiter(" ").formatHex(bytes, 0, Math.min(bytes.length, MAGIC.length))
                    + "'; what other programs have stored cannot be read");
        }
        if (in.available() < Integer.BYTES) {
            throw new IOException("is cut off at byte " + bytes.length + ", in its version");
        }
        int version = in.readInt();
        if (version != VERSION) {
            throw new IOException("has format version " + version + ", this release reads version " + VERSION
                    + (version > VERSION ? "; use the release that wrote it, or a later one" : ""));
        }
        DataInputStream head = section(in, bytes, "its head");
        long checkpointId;
        long timestampMs;
        int kind;
        int count;
        try {
            checkpointId = head.readLong();
            timestampMs = head.readLong();
            kind = head.readUnsignedByte();
            count = head.readInt();
        } catch (IOException e) {
            throw new IOException("has a head that ends early", e);
        }
        if (kind >= KINDS.length || count < 0) {
            throw new IOException("has a head that makes no sense: kind " + kind + ", " + count + " operators");
        }
        List<OperatorCheckpoint> operators = new ArrayList<>();
        String last = "";
        for (int i = 0; i < count; i++) {
            String which = "operator " + (i + 1) + " of " + count + (last.isEmpty() ? "" : ", behind '" + last + "'");
            int at = bytes.length - in.available();
            DataInputStream section = section(in, bytes, which);
            try {
                operators.add(readOperator(section, file -> isRelative(file) ? directory + "/" + file : file));
            } catch (IOException | IllegalArgumentException e) {
                throw new IOException("cannot be read from byte " + at + " on (" + which + "): " + e.getMessage(), e);
            }
            last = operators.get(i).name();
        }
        if (in.available() > 0) {
            throw new IOException(
                    "goes on at byte " + (bytes.length - in.available()) + ", where its last operator has ended");
        }
        return new CheckpointMetadata(checkpointId, timestampMs, KINDS[kind], operators);
    }

    private static boolean isRelative(String file) {
        return !file.startsWith("/") && file.indexOf(':') < 0;
    }

    private static DataInputStream section(DataInputStream in, byte[] file, String which) throws IOException {
        int at = file.length - in.available();
        if (in.available() < Integer.BYTES) {
            throw new IOException("is cut off at byte " + file.length + " (" + which + ")");
        }
        int length = in.readInt();
        if (length < 0 || length > in.available() - Integer.BYTES) {
            throw new IOException("is cut off or damaged at byte " + at + " (" + which + "): " + length
                    + " bytes are announced, " + in.available() + " are left");
        }
        byte[] bytes = in.readNBytes(length);
        if (in.readInt() != BlockFormat.checksum(bytes, length)) {
            throw new IOException("is damaged between byte " + at + " and byte " + (file.length - in.available()) + " ("
                    + which + "): the checksum does not match");
        }
        return new DataInputStream(new ByteArrayInputStream(bytes));
    }

    private static OperatorCheckpoint readOperator(DataInputStream in, UnaryOperator<String> resolve)
            throws IOException {
        OperatorId id = new OperatorId(HexFormat.of().formatHex(in.readNBytes(ID_BYTES)));
        String name = StateCodec.text(in);
        int parallelism = in.readInt();
        int maxParallelism = in.readInt();
        Map<Integer, InstanceCheckpoint> instances = new TreeMap<>();
        for (int left = StateCodec.count(in); left > 0; left--) {
            int index = in.readInt();
            boolean ended = in.readBoolean();
            instances.put(index, new InstanceCheckpoint(PieceFiles.renamed(StateCodec.read(in), resolve), ended));
        }
        Optional<Payload> coordinator =
                in.readBoolean() ? Optional.of(new Payload(in.readNBytes(StateCodec.count(in)))) : Optional.empty();
        if (in.available() > 0) {
            throw new IOException(in.available() + " bytes follow the end");
        }
        return new OperatorCheckpoint(id, name, parallelism, maxParallelism, instances, coordinator);
    }
}
