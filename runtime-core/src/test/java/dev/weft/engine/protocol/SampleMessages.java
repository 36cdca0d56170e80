package dev.weft.engine.protocol;

import dev.weft.api.common.JobID;
import dev.weft.engine.common.Blob;
import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.ExecutionAttemptId;
import dev.weft.engine.common.ExecutorId;
import dev.weft.engine.common.Payload;
import dev.weft.engine.common.StoredBlob;
import dev.weft.engine.common.VertexId;
import dev.weft.engine.graph.JobEdge;
import dev.weft.engine.graph.ShipStrategy;
import dev.weft.engine.protocol.ExecutorMessage.SourceSignal;
import dev.weft.engine.protocol.MasterMessage.SourceCommand;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Random control messages; equal seeds give equal messages. */
final class SampleMessages {

    private final Random random;

    SampleMessages(long seed) {
        random = new Random(seed);
    }

    MasterMessage masterMessage() {
        return switch (random.nextInt(12)) {
            case 0 -> new MasterMessage.Registered(random.nextLong(), random.nextLong(), random.nextLong());
            case 1 -> new MasterMessage.Heartbeat();
            case 2 ->
                new MasterMessage.Deploy(
                        topology(),
                        list(this::text),
                        map(this::vertex, this::blob),
                        list(() -> new MasterMessage.TaskAssignment(
                                attempt(), random.nextInt(64), optionalPayload(), random.nextBoolean())));
            case 3 -> new MasterMessage.Cancel(job(), list(this::attempt));
            case 4 -> new MasterMessage.Commit(job(), list(this::attempt));
            case 5 -> new MasterMessage.ReaderEvent(job(), attempt(), random.nextInt(9), command());
            case 6 -> new MasterMessage.ReleaseJob(job());
            case 7 -> new MasterMessage.FetchCollected(job(), attempt(), text(), random.nextLong(), random.nextLong());
            case 8 -> new MasterMessage.TriggerCheckpoint(job(), list(this::attempt), request());
            case 9 ->
                new MasterMessage.CheckpointCompleted(
                        job(), list(this::attempt), random.nextLong(), list(this::vertex));
            case 10 -> new MasterMessage.CheckpointAborted(job(), list(this::attempt), random.nextLong());
            default -> new MasterMessage.Shutdown(text());
        };
    }

    private Optional<Payload> optionalPayload() {
        return random.nextBoolean() ? Optional.of(payload()) : Optional.empty();
    }

    private CheckpointRequest request() {
        CheckpointRequest.Kind kind = one(CheckpointRequest.Kind.values());
        return new CheckpointRequest(
                1 + random.nextInt(99),
                random.nextLong(),
                kind,
                one(CheckpointRequest.Alignment.values()),
                random.nextInt(99) - 1,
                one(CheckpointRequest.Next.values()),
                text(),
                kind == CheckpointRequest.Kind.CHECKPOINT && random.nextBoolean()
                        ? OptionalLong.of(1 + random.nextInt(99))
                        : OptionalLong.empty());
    }

    private <T> T one(T[] of) {
        return of[random.nextInt(of.length)];
    }

    private CheckpointTimings timings() {
        return new CheckpointTimings(
                random.nextLong(),
                random.nextLong(),
                random.nextLong(),
                random.nextLong(),
                random.nextLong(),
                random.nextLong(),
                random.nextLong(),
                random.nextLong(),
                random.nextBoolean());
    }

    ExecutorMessage executorMessage() {
        return switch (random.nextInt(10)) {
            case 0 ->
                new ExecutorMessage.Register(
                        executor(),
                        random.nextLong(),
                        random.nextInt(),
                        text(),
                        random.nextInt(),
                        new ExecutorMessage.Resources(
                                random.nextLong(),
                                random.nextInt(),
                                random.nextLong(),
                                random.nextLong(),
                                random.nextLong(),
                                random.nextLong()));
            case 1 -> new ExecutorMessage.Heartbeat(list(this::metrics));
            case 2 ->
                new ExecutorMessage.TaskStateChanged(
                        job(),
                        attempt(),
                        TaskState.values()[random.nextInt(TaskState.values().length)],
                        random.nextBoolean() ? Optional.of(failure()) : Optional.empty(),
                        map(this::text, this::payload),
                        metrics());
            case 3 -> new ExecutorMessage.ReadyToCommit(job(), attempt());
            case 5 -> new ExecutorMessage.CollectorOpened(job(), attempt(), text());
            case 6 -> new ExecutorMessage.Collected(job(), attempt(), random.nextLong(), payload());
            case 7 ->
                new ExecutorMessage.CheckpointAcknowledged(
                        job(), attempt(), random.nextLong(), payload(), timings(), random.nextBoolean());
            case 8 -> new ExecutorMessage.CheckpointDeclined(job(), attempt(), random.nextLong(), failure());
            case 4 -> new ExecutorMessage.CoordinatorEvent(job(), attempt(), random.nextInt(9), signal());
            default -> new ExecutorMessage.Leaving(text());
        };
    }

    private SourceCommand command() {
        return switch (random.nextInt(4)) {
            case 3 -> new SourceCommand.AlignWatermark(random.nextLong());
            case 0 -> new SourceCommand.AddSplits(random.nextInt(), list(this::payload));
            case 1 -> new SourceCommand.NoMoreSplits();
            default -> new SourceCommand.UserEvent(payload());
        };
    }

    private SourceSignal signal() {
        return switch (random.nextInt(4)) {
            case 3 -> new SourceSignal.WatermarkReported(text(), random.nextLong(), random.nextLong());
            case 0 -> new SourceSignal.ReaderRegistered(text());
            case 1 -> new SourceSignal.SplitRequested(text());
            default -> new SourceSignal.UserEvent(payload());
        };
    }

    private JobTopology topology() {
        return new JobTopology(
                job(),
                text(),
                map(this::text, this::text),
                list(() -> new JobTopology.VertexInfo(vertex(), text(), random.nextInt(), random.nextInt())),
                list(() -> new JobEdge(
                        vertex(),
                        random.nextInt(4),
                        vertex(),
                        random.nextInt(4),
                        ShipStrategy.values()[random.nextInt(ShipStrategy.values().length)])),
                list(() -> new JobTopology.DataAddress(executor(), text(), random.nextInt(65536))),
                map(
                        this::vertex,
                        () -> list(() ->
                                new JobTopology.Placed(random.nextInt(9), random.nextInt(3), random.nextLong()))));
    }

    private FailureCause failure() {
        ErrorCode code = ErrorCode.values()[random.nextInt(ErrorCode.values().length)];
        FailureOrigin origin = switch (random.nextInt(3)) {
            case 0 -> FailureOrigin.OWN;
            case 1 -> new FailureOrigin.LostProducer(attempt());
            default -> new FailureOrigin.LostConsumer(attempt());
        };
        return new FailureCause(code, text(), text(), text(), origin, payload());
    }

    private ExecutorMessage.TaskMetrics metrics() {
        return new ExecutorMessage.TaskMetrics(
                job(), attempt(), random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
    }

    private JobID job() {
        return new JobID(random.nextLong(), random.nextLong());
    }

    private VertexId vertex() {
        return new VertexId(String.format("%016x%016x", random.nextLong(), random.nextLong()));
    }

    private ExecutorId executor() {
        return new ExecutorId("container_" + random.nextInt(1000));
    }

    private ExecutionAttemptId attempt() {
        return new ExecutionAttemptId(vertex(), random.nextInt(1 << 15), random.nextInt(10), random.nextLong());
    }

    private Payload payload() {
        byte[] bytes = new byte[random.nextInt(40)];
        random.nextBytes(bytes);
        return new Payload(bytes);
    }

    private Blob blob() {
        return random.nextBoolean() ? payload() : StoredBlob.of(payload());
    }

    private String text() {
        return random.ints(random.nextInt(12), 0, 3)
                .mapToObj(kind -> List.of("a", "ü", "🚂").get(kind))
                .reduce("", String::concat);
    }

    private <T> List<T> list(Supplier<T> element) {
        List<T> values = new ArrayList<>();
        IntStream.range(0, random.nextInt(4)).forEach(i -> values.add(element.get()));
        return values;
    }

    private <K, V> Map<K, V> map(Supplier<K> key, Supplier<V> value) {
        Map<K, V> values = new HashMap<>();
        IntStream.range(0, random.nextInt(4)).forEach(i -> values.put(key.get(), value.get()));
        return values;
    }
}
