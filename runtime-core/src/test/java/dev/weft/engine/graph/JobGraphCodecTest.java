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
                                    new VertexOperator(new OperatorId(A.hex()), "in", true, 128, true),
                                    new VertexOperator(new OperatorId("0c".repeat(16)), "map", false, 128, false)),
                            new Payload(new byte[] {1, 2, 3}),
                            List.of(new SourceCoordinatorSpec(0, "in", new Payload(new byte[] {4}))),
                            false),
                    new JobVertex(
                            B,
                            "out",
                            1,
                            128,
                            "g",
                            List.of(new VertexOperator(new OperatorId(B.hex()), "out", false, 128, false)),
                            new Payload(new byte[0]),
                            List.of(),
                            true)),
            List.of(new JobEdge(A, 0, B, 1, ShipStrategy.HASH)));

    private static final String GOLDEN = "574546544a4f4202" // WEFTJOB, 2
            + "01020304050607081112131415161718" // job id
            + "0000000777c3b672746572" // wörter
            + "01" // batch
            + "00000002" + "0000000161" + "0000000131" + "0000000162" + "0000000132" // configuration
            + "00000002" // vertices
            + "0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a" + "00000002696e" + "00000002" + "00000080"
            + "0000000764656661756c74"
            + "00000002" // operators
            + "0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a" + "00000002696e" + "01" + "00000080" + "01"
            + "0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c" + "000000036d6170" + "00" + "00000080" + "00"
            + "00000003010203"
            + "00000001" + "00000000" + "00000002696e" + "0000000104" + "00"
            + "0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b" + "000000036f7574" + "00000001" + "00000080"
            + "0000000167"
            + "00000001" + "0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b" + "000000036f7574" + "00" + "00000080" + "00"
            + "00000000" + "00000000" + "01"
            + "00000001" // edges
            + "0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a" + "00000000" + "0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b" + "00000001"
            + "0000000448415348";

    @Test
    void theBytesArePinned() {
        assertThat(HexFormat.of().formatHex(JobGraphCodec.write(GRAPH))).isEqualTo(GOLDEN);
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
                        "job.graph has version 1 of the job graph format, this release reads version 2; use the client"
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
