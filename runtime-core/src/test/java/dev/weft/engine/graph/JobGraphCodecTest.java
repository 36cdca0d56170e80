package dev.weft.engine.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.engine.common.OperatorId;
import dev.weft.engine.common.Payload;
import dev.weft.engine.common.VertexId;
import dev.weft.engine.common.WeftException;
import dev.weft.engine.graph.JobVertex.SourceCoordinatorSpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JobGraphCodecTest {

    private static final VertexId A = new VertexId("0a".repeat(16));
    private static final VertexId B = new VertexId("0b".repeat(16));

    private static final JobGraph GRAPH = new JobGraph(
            ProgramMaker.JOB,
            "wörter",
            true,
            Map.of("b", "2", "a", "1"),
            List.of(
                    new JobVertex(
                            A,
                            "in",
                            2,
                            128,
                            "default",
                            List.of(
                                    new VertexOperator(new OperatorId(A.hex()), "in", true, 128, true, ""),
                                    new VertexOperator(new OperatorId("0c".repeat(16)), "map", false, 128, false, "")),
                            new Payload(new byte[] {1, 2, 3}),
                            List.of(new SourceCoordinatorSpec(0, "in", new Payload(new byte[] {4}))),
                            false),
                    new JobVertex(
                            B,
                            "out",
                            1,
                            128,
                            "g",
                            List.of(new VertexOperator(new OperatorId(B.hex()), "out", false, 128, false, "in slices")),
                            new Payload(new byte[0]),
                            List.of(),
                            true)),
            List.of(new JobEdge(A, 0, B, 1, ShipStrategy.HASH)));

    private static final String GOLDEN =
            "574546544a4f4203010203040506070811121314151617180000000777c3b672746572010000000200000001610000000131"
                    + "00000001620000000132000000020a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a00000002696e0000000200000080000000076465"
                    + "6661756c74000000020a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a00000002696e010000008001000000000c0c0c0c0c0c0c0c0c"
                    + "0c0c0c0c0c0c0c000000036d61700000000080000000000000000003010203000000010000000000000002696e0000000104"
                    + "000b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b000000036f757400000001000000800000000167000000010b0b0b0b0b0b0b0b0b"
                    + "0b0b0b0b0b0b0b000000036f757400000000800000000009696e20736c69636573000000000000000001000000010a0a0a0a"
                    + "0a0a0a0a0a0a0a0a0a0a0a0a000000000b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b000000010000000448415348";

    @Test
    void theBytesArePinned() {
        assertThat(HexFormat.of().formatHex(JobGraphCodec.write(GRAPH))).isEqualTo(GOLDEN);
    }

    @Test
    void aBlobThatIsOnlyNamedHasItsHashAndLength() {
        DetachedGraph detached = DetachedGraph.of(GRAPH, 0);
        String hash = "039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81";
        assertThat(HexFormat.of().formatHex(JobGraphCodec.write(detached.graph())))
                .isEqualTo(GOLDEN.replace("00000003" + "010203", "ffffffff" + hash + "0000000000000003")
                        .replace(
                                "00000001" + "04" + "00",
                                "ffffffff"
                                        + "e52d9c508c502347344d8c07ad91cbd6068afc75ff6292f062a09ca381c89e71"
                                        + "0000000000000001"
                                        + "00"));
        assertThat(JobGraphCodec.read(JobGraphCodec.write(detached.graph()), "job.graph"))
                .isEqualTo(detached.graph());
    }

    @Test
    void whatIsWrittenIsReadBack() {
        assertThat(JobGraphCodec.read(JobGraphCodec.write(GRAPH), "job.graph")).isEqualTo(GRAPH);
    }

    @Test
    void anotherVersionIsRefusedWithBothVersions() {
        byte[] bytes = JobGraphCodec.write(GRAPH);
        bytes[7] = 1;
        assertThatThrownBy(() -> JobGraphCodec.read(bytes, "job.graph"))
                .isInstanceOf(WeftException.class)
                .hasMessage(
                        "job.graph has version 1 of the job graph format, this release reads version 3; use the client"
                                + " and the cluster of one release");
    }

    @Test
    void anotherFileIsRefused() {
        assertThatThrownBy(() -> JobGraphCodec.read("hello, world".getBytes(), "x/job.graph"))
                .isInstanceOf(WeftException.class)
                .hasMessage("x/job.graph is not a job graph: it does not begin with WEFTJOB");
    }

    @Test
    void everyTruncationAndEveryTailIsRefused() {
        byte[] bytes = JobGraphCodec.write(GRAPH);
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> JobGraphCodec.read(cut, "job.graph"))
                    .as("%d bytes", length)
                    .isInstanceOf(WeftException.class);
        }
        assertThatThrownBy(() -> JobGraphCodec.read(Arrays.copyOf(bytes, bytes.length + 2), "job.graph"))
                .hasMessage("job.graph has 2 bytes too many; stage the job again");
    }
}
