package dev.weft.engine.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.api.common.JobID;
import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.ExecutionAttemptId;
import dev.weft.engine.common.ExecutorId;
import dev.weft.engine.common.Payload;
import dev.weft.engine.common.StoredBlob;
import dev.weft.engine.common.VertexId;
import dev.weft.engine.common.WeftException;
import dev.weft.engine.graph.JobEdge;
import dev.weft.engine.graph.ShipStrategy;
import dev.weft.engine.protocol.ExecutorMessage.CoordinatorEvent;
import dev.weft.engine.protocol.ExecutorMessage.SourceSignal;
import dev.weft.engine.protocol.MasterMessage.ReaderEvent;
import dev.weft.engine.protocol.MasterMessage.SourceCommand;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ControlCodecTest {

    private static final String VERSION = String.format("%08x", ControlCodec.VERSION);
    private static final String J = "00000000000000010000000000000002";
    private static final String V = "000000000000000000000000000000aa";
    private static final String W = "000000000000000000000000000000bb";
    private static final JobID JOB = new JobID(1, 2);
    private static final VertexId VERTEX = new VertexId(V);
    private static final VertexId OTHER = new VertexId(W);
    private static final ExecutionAttemptId ATTEMPT = new ExecutionAttemptId(VERTEX, 3, 1, 1);
    private static final String A = V + "00000003" + "00000001" + "0000000000000001";
    private static final Payload PAYLOAD = new Payload(new byte[] {7, 8});
    private static final String P = "00000002" + "0708";
    private static final ExecutorMessage.TaskMetrics METRICS =
            new ExecutorMessage.TaskMetrics(JOB, ATTEMPT, 1, 2, 3, 4);
    private static final String M =
            J + A + "0000000000000001" + "0000000000000002" + "0000000000000003" + "0000000000000004";

    static List<Arguments> masterMessages() {
        JobTopology topology = new JobTopology(
                JOB,
                "job",
                Map.of("k", "v"),
                List.of(new JobTopology.VertexInfo(VERTEX, "map", 4, 128)),
                List.of(new JobEdge(VERTEX, 0, OTHER, 1, ShipStrategy.HASH)),
                List.of(new JobTopology.DataAddress(new ExecutorId("c1"), "h", 99)),
                Map.of(VERTEX, List.of(new JobTopology.Placed(0, 1, 1))));
        String shapeHex = J
                + "00000003" + "6a6f62"
                + "00000001" + "00000001" + "6b" + "00000001" + "76"
                + "00000001" + V + "00000003" + "6d6170" + "00000004" + "00000080"
                + "00000001" + V + "00000000" + W + "00000001" + "06"
                + "00000001" + "00000002" + "6331" + "00000001" + "68" + "00000063"
                + "00000001" + V + "00000001" + "00000000" + "00000001" + "0000000000000001";
        return List.of(
                Arguments.of(
                        new MasterMessage.Registered(5, 1000, 5000),
                        VERSION + "01" + "0000000000000005" + "00000000000003e8" + "0000000000001388"),
                Arguments.of(new MasterMessage.Heartbeat(), VERSION + "02"),
                Arguments.of(
                        new MasterMessage.Deploy(
                                topology,
                                List.of("a.jar"),
                                Map.of(VERTEX, PAYLOAD, OTHER, new StoredBlob("ab".repeat(32), 70_000_000)),
                                List.of(new MasterMessage.TaskAssignment(ATTEMPT, 2, Optional.of(PAYLOAD), true))),
                        VERSION + "03" + shapeHex + "00000001" + "00000005" + "612e6a6172" + "00000002" + V + P + W
                                + "ffffffff"
                                + "ab".repeat(32) + "00000000042c1d80" + "00000001" + A
                                + "00000002" + "01" + P + "01"),
                Arguments.of(new MasterMessage.Cancel(JOB, List.of(ATTEMPT)), VERSION + "04" + J + "00000001" + A),
                Arguments.of(new MasterMessage.Commit(JOB, List.of(ATTEMPT)), VERSION + "05" + J + "00000001" + A),
                Arguments.of(
                        new ReaderEvent(JOB, ATTEMPT, 1, new SourceCommand.AddSplits(2, List.of(PAYLOAD))),
                        VERSION + "06" + J + A + "00000001" + "01" + "00000002" + "00000001" + P),
                Arguments.of(
                        new ReaderEvent(JOB, ATTEMPT, 1, new SourceCommand.NoMoreSplits()),
                        VERSION + "06" + J + A + "00000001" + "02"),
                Arguments.of(
                        new ReaderEvent(JOB, ATTEMPT, 1, new SourceCommand.UserEvent(PAYLOAD)),
                        VERSION + "06" + J + A + "00000001" + "03" + P),
                Arguments.of(
                        new ReaderEvent(JOB, ATTEMPT, 1, new SourceCommand.AlignWatermark(5)),
                        VERSION + "06" + J + A + "00000001" + "04" + "0000000000000005"),
                Arguments.of(new MasterMessage.ReleaseJob(JOB), VERSION + "07" + J),
                Arguments.of(new MasterMessage.Shutdown("bye"), VERSION + "08" + "00000003" + "627965"),
                Arguments.of(
                        new MasterMessage.FetchCollected(JOB, ATTEMPT, "s", 5, 6),
                        VERSION + "09" + J + A + "00000001" + "73" + "0000000000000005" + "0000000000000006"),
                Arguments.of(
                        new MasterMessage.TriggerCheckpoint(
                                JOB,
                                List.of(ATTEMPT),
                                new CheckpointRequest(
                                        5,
                                        6,
                                        CheckpointRequest.Kind.CANONICAL_SAVEPOINT,
                                        CheckpointRequest.Alignment.UNALIGNED,
                                        7,
                                        CheckpointRequest.Next.DRAIN,
                                        "d",
                                        OptionalLong.empty())),
                        VERSION + "0a" + J + "00000001" + A + "0000000000000005" + "0000000000000006" + "03" + "01"
                                + "0000000000000007" + "02" + "00000001" + "64" + "0000000000000000"),
                Arguments.of(
                        new MasterMessage.TriggerCheckpoint(
                                JOB,
                                List.of(ATTEMPT),
                                new CheckpointRequest(
                                        5,
                                        6,
                                        CheckpointRequest.Kind.CHECKPOINT,
                                        CheckpointRequest.Alignment.ALIGNED,
                                        7,
                                        CheckpointRequest.Next.GO_ON,
                                        "d",
                                        OptionalLong.of(4))),
                        VERSION + "0a" + J + "00000001" + A + "0000000000000005" + "0000000000000006" + "00" + "00"
                                + "0000000000000007" + "00" + "00000001" + "64" + "0000000000000004"),
                Arguments.of(
                        new MasterMessage.CheckpointCompleted(JOB, List.of(ATTEMPT), 5, List.of(OTHER)),
                        VERSION + "0b" + J + "00000001" + A + "0000000000000005" + "00000001" + W),
                Arguments.of(
                        new MasterMessage.CheckpointAborted(JOB, List.of(ATTEMPT), 5),
                        VERSION + "0c" + J + "00000001" + A + "0000000000000005"));
    }

    static List<Arguments> executorMessages() {
        return List.of(
                Arguments.of(
                        new ExecutorMessage.Register(
                                new ExecutorId("c1"), 5, 2, "h", 99, new ExecutorMessage.Resources(1, 2, 3, 4, 5, 6)),
                        VERSION + "01" + "00000002" + "6331" + "0000000000000005" + "00000002" + "00000001" + "68"
                                + "00000063"
                                + "0000000000000001" + "00000002" + "0000000000000003" + "0000000000000004"
                                + "0000000000000005" + "0000000000000006"),
                Arguments.of(new ExecutorMessage.Heartbeat(List.of(METRICS)), VERSION + "02" + "00000001" + M),
                Arguments.of(
                        new ExecutorMessage.TaskStateChanged(
                                JOB, ATTEMPT, TaskState.RUNNING, Optional.empty(), Map.of(), METRICS),
                        VERSION + "03" + J + A + "03" + "00" + "00000000" + M),
                Arguments.of(
                        new ExecutorMessage.TaskStateChanged(
                                JOB,
                                ATTEMPT,
                                TaskState.FAILED,
                                Optional.of(new FailureCause(ErrorCode.EXECUTOR_LOST, "T", "m", "s")),
                                Map.of("acc", PAYLOAD),
                                METRICS),
                        VERSION + "03" + J + A + "07" + "01" + "03" + "00000001" + "54" + "00000001" + "6d" + "00000001"
                                + "73" + "01" + "00000000" + "00000001" + "00000003" + "616363" + P + M),
                Arguments.of(failed(new FailureOrigin.LostProducer(ATTEMPT)), failedBytes("02" + A)),
                Arguments.of(failed(new FailureOrigin.LostConsumer(ATTEMPT)), failedBytes("03" + A)),
                Arguments.of(new ExecutorMessage.ReadyToCommit(JOB, ATTEMPT), VERSION + "04" + J + A),
                Arguments.of(
                        new CoordinatorEvent(JOB, ATTEMPT, 1, new SourceSignal.ReaderRegistered("h")),
                        VERSION + "05" + J + A + "00000001" + "01" + "00000001" + "68"),
                Arguments.of(
                        new CoordinatorEvent(JOB, ATTEMPT, 1, new SourceSignal.SplitRequested("h")),
                        VERSION + "05" + J + A + "00000001" + "02" + "00000001" + "68"),
                Arguments.of(
                        new CoordinatorEvent(JOB, ATTEMPT, 1, new SourceSignal.UserEvent(PAYLOAD)),
                        VERSION + "05" + J + A + "00000001" + "03" + P),
                Arguments.of(
                        new CoordinatorEvent(JOB, ATTEMPT, 1, new SourceSignal.WatermarkReported("g", 5, 6)),
                        VERSION + "05" + J + A + "00000001" + "04" + "00000001" + "67" + "0000000000000005"
                                + "0000000000000006"),
                Arguments.of(new ExecutorMessage.Leaving("bye"), VERSION + "06" + "00000003" + "627965"),
                Arguments.of(
                        new ExecutorMessage.CollectorOpened(JOB, ATTEMPT, "s"),
                        VERSION + "07" + J + A + "00000001" + "73"),
                Arguments.of(
                        new ExecutorMessage.Collected(JOB, ATTEMPT, 5, PAYLOAD),
                        VERSION + "08" + J + A + "0000000000000005" + P),
                Arguments.of(
                        new ExecutorMessage.CheckpointAcknowledged(
                                JOB, ATTEMPT, 5, PAYLOAD, new CheckpointTimings(1, 2, 3, 4, 5, 6, 7, 8, true), true),
                        VERSION + "09" + J + A + "0000000000000005" + P + "0000000000000001" + "0000000000000002"
                                + "0000000000000003" + "0000000000000004" + "0000000000000005" + "0000000000000006"
                                + "0000000000000007" + "0000000000000008" + "01" + "01"),
                Arguments.of(
                        new ExecutorMessage.CheckpointDeclined(
                                JOB, ATTEMPT, 5, new FailureCause(ErrorCode.EXECUTOR_LOST, "T", "m", "s")),
                        VERSION + "0a" + J + A + "0000000000000005" + "03" + "00000001" + "54" + "00000001" + "6d"
                                + "00000001" + "73" + "01" + "00000000"));
    }

    @ParameterizedTest
    @MethodSource("masterMessages")
    void everyMessageOfTheJobManagerHasItsPinnedBytes(MasterMessage message, String hex) {
        assertThat(HexFormat.of().formatHex(ControlCodec.encode(message))).isEqualTo(hex);
        assertThat(ControlCodec.decodeMasterMessage(HexFormat.of().parseHex(hex)))
                .isEqualTo(message);
    }

    @ParameterizedTest
    @MethodSource("executorMessages")
    void everyMessageOfAnExecutorHasItsPinnedBytes(ExecutorMessage message, String hex) {
        assertThat(HexFormat.of().formatHex(ControlCodec.encode(message))).isEqualTo(hex);
        assertThat(ControlCodec.decodeExecutorMessage(HexFormat.of().parseHex(hex)))
                .isEqualTo(message);
    }

    @Test
    void noMessageIsLeftWithoutPinnedBytes() {
        assertThat(kinds(masterMessages())).isEqualTo(recordsOf(MasterMessage.class));
        assertThat(kinds(executorMessages())).isEqualTo(recordsOf(ExecutorMessage.class));
    }

    private static ExecutorMessage failed(FailureOrigin origin) {
        FailureCause cause = new FailureCause(ErrorCode.CONNECTION_LOST, "T", "m", "s", origin, PAYLOAD);
        return new ExecutorMessage.TaskStateChanged(
                JOB, ATTEMPT, TaskState.FAILED, Optional.of(cause), Map.of(), METRICS);
    }

    private static String failedBytes(String origin) {
        return VERSION + "03" + J + A + "07" + "01" + "04" + "00000001" + "54" + "00000001" + "6d" + "00000001" + "73"
                + origin + P + "00000000" + M;
    }

    private static Set<Class<?>> kinds(List<Arguments> messages) {
        Set<Class<?>> kinds = new HashSet<>();
        messages.forEach(message -> kinds.add(message.get()[0].getClass()));
        return kinds;
    }

    private static Set<Class<?>> recordsOf(Class<?> sealed) {
        Set<Class<?>> records = new HashSet<>();
        for (Class<?> kind : sealed.getPermittedSubclasses()) {
            if (kind.isSealed()) {
                records.addAll(recordsOf(kind));
            } else {
                records.add(kind);
            }
        }
        return records;
    }

    @Test
    void randomMessagesComeBackEqual() {
        for (int seed = 0; seed < 2000; seed++) {
            SampleMessages samples = new SampleMessages(seed);
            MasterMessage master = samples.masterMessage();
            ExecutorMessage executor = samples.executorMessage();
            assertThat(ControlCodec.decodeMasterMessage(ControlCodec.encode(master)))
                    .as("seed %d", seed)
                    .isEqualTo(master);
            assertThat(ControlCodec.decodeExecutorMessage(ControlCodec.encode(executor)))
                    .as("seed %d", seed)
                    .isEqualTo(executor);
        }
    }

    @Test
    void damagedBytesAreRefusedAndNeverKillTheReader() {
        Random random = new Random(42);
        for (int seed = 0; seed < 2000; seed++) {
            byte[] bytes = ControlCodec.encode(new SampleMessages(seed).masterMessage());
            byte[] damaged = Arrays.copyOf(bytes, random.nextInt(bytes.length + 4));
            if (damaged.length > Integer.BYTES) {
                damaged[Integer.BYTES + random.nextInt(damaged.length - Integer.BYTES)] ^=
                        (byte) (1 << random.nextInt(8));
            }
            try {
                ControlCodec.decodeMasterMessage(damaged);
            } catch (WeftException refused) {
                assertThat(refused).hasMessageStartingWith("malformed control message");
            }
        }
    }

    @Test
    void anotherVersionIsRefused() {
        assertThatThrownBy(() -> ControlCodec.decodeMasterMessage(new byte[] {0, 0, 0, 9, 2}))
                .hasMessage("malformed control message: its version is 00000009, this process speaks " + VERSION);
    }

    @Test
    void bytesAfterTheEndAreRefused() {
        byte[] longer = HexFormat.of().parseHex(VERSION + "02" + "00");
        assertThatThrownBy(() -> ControlCodec.decodeMasterMessage(longer))
                .hasMessage("malformed control message: 1 bytes follow its end");
    }
}
