package dev.weft.engine.graph;

import dev.weft.api.common.JobID;
import dev.weft.engine.common.Blob;
import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.OperatorId;
import dev.weft.engine.common.Payload;
import dev.weft.engine.common.StoredBlob;
import dev.weft.engine.common.VertexId;
import dev.weft.engine.common.WeftException;
import dev.weft.engine.graph.JobVertex.SourceCoordinatorSpec;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The staged file {@code job.graph}. Big-endian throughout:
 *
 * <pre>
 * magic "WEFTJOB" (7 bytes ASCII), version u8 = 3,
 * job id 16 bytes, name text, batch u8,
 * configuration: count i32, then key text and value text, by key
 * vertices: count i32, then per vertex
 *   id 16 bytes, name text, parallelism i32, max parallelism i32, slot sharing group text,
 *   operators: count i32, then id 16 bytes, name text, may keep state u8, max parallelism i32, max parallelism given u8,
 *     strategy text
 *   chain blob
 *   coordinators: count i32, then operator i32, name text, source blob
 *   commits u8
 * edges: count i32, then producer 16 bytes, output i32, consumer 16 bytes, input i32, strategy text
 * text: length i32, then UTF-8
 * blob: length i32, then the bytes; or -1 as i32, SHA-256 32 bytes, length i64 of a blob that is stored elsewhere
 * </pre>
 *
 * A test pins the bytes. A change of the layout takes a new version number.
 */
public final class JobGraphCodec {

    private static final byte[] MAGIC = "WEFTJOB".getBytes(StandardCharsets.US_ASCII);
    private static final int VERSION = 3;
    private static final int ID_BYTES = 16;
    private static final int STORED = -1;

    private JobGraphCodec() {}

    public static byte[] write(JobGraph graph) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(4096);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.write(MAGIC);
            out.writeByte(VERSION);
            out.write(graph.jobId().getBytes());
            text(out, graph.name());
            out.writeBoolean(graph.batch());
            out.writeInt(graph.configuration().size());
            for (Map.Entry<String, String> setting : new TreeMap<>(graph.configuration()).entrySet()) {
                text(out, setting.getKey());
                text(out, setting.getValue());
            }
            out.writeInt(graph.vertices().size());
            for (JobVertex vertex : graph.vertices()) {
                vertex(out, vertex);
            }
            out.writeInt(graph.edges().size());
            for (JobEdge edge : graph.edges()) {
                hex(out, edge.producer().hex());
                out.writeInt(edge.output());
                hex(out, edge.consumer().hex());
                out.writeInt(edge.input());
                text(out, edge.strategy().name());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        return bytes.toByteArray();
    }

    private static void vertex(DataOutputStream out, JobVertex vertex) throws IOException {
        hex(out, vertex.id().hex());
        text(out, vertex.name());
        out.writeInt(vertex.parallelism());
        out.writeInt(vertex.maxParallelism());
        text(out, vertex.slotSharingGroup());
        out.writeInt(vertex.operators().size());
        for (VertexOperator operator : vertex.operators()) {
            hex(out, operator.id().hex());
            text(out, operator.name());
            out.writeBoolean(operator.mayKeepState());
            out.writeInt(operator.maxParallelism());
            out.writeBoolean(operator.maxParallelismGiven());
            text(out, operator.strategy());
        }
        blob(out, vertex.chain());
        out.writeInt(vertex.coordinators().size());
        for (SourceCoordinatorSpec coordinator : vertex.coordinators()) {
            out.writeInt(coordinator.operator());
            text(out, coordinator.name());
            blob(out, coordinator.source());
        }
        out.writeBoolean(vertex.commits());
    }

    /**
     * @param bytes the file's content
     * @param name what to call it in a message, e.g. its path
     */
    public static JobGraph read(byte[] bytes, String name) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            header(in, name);
            JobID jobId = new JobID(in.readNBytes(ID_BYTES));
            String jobName = text(in);
            boolean batch = in.readBoolean();
            Map<String, String> configuration = new LinkedHashMap<>();
            for (int left = count(in); left > 0; left--) {
                String key = text(in);
                configuration.put(key, text(in));
            }
            List<JobVertex> vertices = new ArrayList<>();
            for (int left = count(in); left > 0; left--) {
                vertices.add(vertex(in));
            }
            List<JobEdge> edges = new ArrayList<>();
            for (int left = count(in); left > 0; left--) {
                VertexId producer = new VertexId(hex(in));
                int output = in.readInt();
                edges.add(new JobEdge(
                        producer, output, new VertexId(hex(in)), in.readInt(), ShipStrategy.valueOf(text(in))));
            }
            if (in.available() > 0) {
                throw refused(name + " has " + in.available() + " bytes too many; stage the job again", null);
            }
            return new JobGraph(jobId, jobName, batch, configuration, vertices, edges);
        } catch (IOException | IllegalArgumentException e) {
            throw refused(name + " is damaged (" + e + "); stage the job again", e);
        }
    }

    private static void header(DataInputStream in, String name) throws IOException {
        byte[] magic = in.readNBytes(MAGIC.length);
        if (!Arrays.equals(magic, MAGIC)) {
            throw refused(name + " is not a job graph: it does not begin with WEFTJOB", null);
        }
        int version = in.readUnsignedByte();
        if (version != VERSION) {
            throw refused(
                    name + " has version " + version + " of the job graph format, this release reads version " + VERSION
                            + "; use the client and the cluster of one release",
                    null);
        }
    }

    private static WeftException refused(String line, Exception cause) {
        return new WeftException(ErrorCode.INTERNAL, line, cause);
    }

    private static JobVertex vertex(DataInputStream in) throws IOException {
        VertexId id = new VertexId(hex(in));
        String name = text(in);
        int parallelism = in.readInt();
        int maxParallelism = in.readInt();
        String slotSharingGroup = text(in);
        List<VertexOperator> operators = new ArrayList<>();
        for (int left = count(in); left > 0; left--) {
            operators.add(new VertexOperator(
                    new OperatorId(hex(in)), text(in), in.readBoolean(), in.readInt(), in.readBoolean(), text(in)));
        }
        Blob chain = blob(in);
        List<SourceCoordinatorSpec> coordinators = new ArrayList<>();
        for (int left = count(in); left > 0; left--) {
            coordinators.add(new SourceCoordinatorSpec(in.readInt(), text(in), blob(in)));
        }
        return new JobVertex(
                id,
                name,
                parallelism,
                maxParallelism,
                slotSharingGroup,
                operators,
                chain,
                coordinators,
                in.readBoolean());
    }

    private static void hex(DataOutputStream out, String id) throws IOException {
        out.write(HexFormat.of().parseHex(id));
    }

    private static String hex(DataInputStream in) throws IOException {
        return hex(in, ID_BYTES);
    }

    private static String hex(DataInputStream in, int bytes) throws IOException {
        return HexFormat.of().formatHex(in.readNBytes(bytes));
    }

    private static void blob(DataOutputStream out, Blob blob) throws IOException {
        if (blob instanceof StoredBlob stored) {
            out.writeInt(STORED);
            hex(out, stored.sha256());
            out.writeLong(stored.bytes());
        } else {
            bytes(out, ((Payload) blob).bytes());
        }
    }

    private static Blob blob(DataInputStream in) throws IOException {
        int length = in.readInt();
        return length == STORED
                ? new StoredBlob(hex(in, StoredBlob.HASH_BYTES), in.readLong())
                : new Payload(in.readNBytes(checked(length, in)));
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        bytes(out, text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(DataInputStream in) throws IOException {
        return new String(bytes(in), StandardCharsets.UTF_8);
    }

    private static void bytes(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static byte[] bytes(DataInputStream in) throws IOException {
        return in.readNBytes(count(in));
    }

    /** Reads a count or length, and checks that it does not exceed the remaining bytes. */
    private static int count(DataInputStream in) throws IOException {
        return checked(in.readInt(), in);
    }

    private static int checked(int count, DataInputStream in) throws IOException {
        if (count < 0 || count > in.available()) {
            throw new IOException("a length of " + count + " with " + in.available() + " bytes left");
        }
        return count;
    }
}
