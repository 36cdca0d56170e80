package dev.weft.connector.kafka.sink;

import dev.weft.api.connector.sink2.Committer;
import dev.weft.api.connector.sink2.CommittingSinkWriter;
import dev.weft.api.connector.sink2.SinkWriter;
import dev.weft.api.connector.sink2.StatefulSinkWriter;
import dev.weft.core.io.SimpleVersionedSerializer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;

/** One subtask of a sink, driven by a test in the place of the runtime. */
public final class HandDrivenSink implements AutoCloseable {

    private static final SinkWriter.Context NO_TIMESTAMP = new SinkWriter.Context() {
        @Override
        public long currentWatermark() {
            return Long.MIN_VALUE;
        }

        @Override
        public Long timestamp() {
            return null;
        }
    };

    private final KafkaSink<String> sink;
    private final FakeWriterContext context;
    private final SinkWriter<String> writer;

    /** What is in a checkpoint, in bytes. */
    public record Checkpoint(List<byte[]> committables, List<byte[]> states) {

        /** Of several subtasks. */
        static Checkpoint of(Checkpoint... parts) {
            List<byte[]> committables = new ArrayList<>();
            List<byte[]> states = new ArrayList<>();
            for (Checkpoint part : parts) {
                committables.addAll(part.committables());
                states.addAll(part.states());
            }
            return new Checkpoint(committables, states);
        }
    }

    private HandDrivenSink(KafkaSink<String> sink, FakeWriterContext context, List<byte[]> states) throws Exception {
        this.sink = copy(sink);
        this.context = context;
        if (states.isEmpty()) {
            this.writer = this.sink.createWriter(context);
        } else {
            SimpleVersionedSerializer<KafkaWriterState> serializer = this.sink.getWriterStateSerializer();
            List<KafkaWriterState> restored = new ArrayList<>();
            for (byte[] state : states) {
                restored.add(serializer.deserialize(serializer.getVersion(), state));
            }
            this.writer = this.sink.restoreWriter(context, restored);
        }
    }

    public static HandDrivenSink start(KafkaSink<String> sink) throws Exception {
        return start(sink, 0, 1);
    }

    static HandDrivenSink start(KafkaSink<String> sink, int subtask, int parallelism) throws Exception {
        return new HandDrivenSink(sink, new FakeWriterContext(subtask, parallelism, OptionalLong.empty()), List.of());
    }

    /** A subtask of a job that was restored from a checkpoint, with the states that it is given. */
    static HandDrivenSink restore(
            KafkaSink<String> sink, int subtask, int parallelism, long checkpointId, List<byte[]> states)
            throws Exception {
        return new HandDrivenSink(
                sink, new FakeWriterContext(subtask, parallelism, OptionalLong.of(checkpointId)), states);
    }

    FakeWriterContext context() {
        return context;
    }

    public void write(String... elements) throws IOException, InterruptedException {
        for (String element : elements) {
            writer.write(element, NO_TIMESTAMP);
        }
    }

    void flush() throws IOException, InterruptedException {
        writer.flush(false);
    }

    /** Flushes, prepares and snapshots, as at a barrier. */
    @SuppressWarnings("unchecked") // they are the sink's own
    public Checkpoint checkpoint(long id) throws IOException, InterruptedException {
        writer.flush(false);
        List<byte[]> committables = new ArrayList<>();
        if (writer instanceof CommittingSinkWriter<?, ?> committing) {
            for (KafkaCommittable each :
                    ((CommittingSinkWriter<String, KafkaCommittable>) committing).prepareCommit()) {
                committables.add(sink.getCommittableSerializer().serialize(each));
            }
        }
        List<byte[]> states = new ArrayList<>();
        if (writer instanceof StatefulSinkWriter<?, ?> stateful) {
            for (KafkaWriterState each : ((StatefulSinkWriter<String, KafkaWriterState>) stateful).snapshotState(id)) {
                states.add(sink.getWriterStateSerializer().serialize(each));
            }
        }
        return new Checkpoint(committables, states);
    }

    /** Commits what a checkpoint holds, with the outcome of each committable. */
    List<RecordingRequest> commit(Checkpoint checkpoint) throws Exception {
        return commit(sink, checkpoint.committables());
    }

    /** Commits as a process does in which no writer of the sink ever was. */
    static List<RecordingRequest> commitElsewhere(KafkaSink<String> sink, Checkpoint checkpoint) throws Exception {
        return commit(copy(sink), checkpoint.committables());
    }

    private static List<RecordingRequest> commit(KafkaSink<String> sink, Collection<byte[]> committables)
            throws Exception {
        SimpleVersionedSerializer<KafkaCommittable> serializer = sink.getCommittableSerializer();
        List<RecordingRequest> requests = new ArrayList<>();
        for (byte[] each : committables) {
            requests.add(new RecordingRequest(serializer.deserialize(serializer.getVersion(), each)));
        }
        Committer<KafkaCommittable> committer = sink.createCommitter(null);
        try {
            committer.commit(new ArrayList<>(requests));
        } finally {
            committer.close();
        }
        return requests;
    }

    @Override
    public void close() {
        try {
            writer.close();
        } catch (Exception failure) {
            throw new AssertionError("not closed in order", failure);
        }
    }

    @SuppressWarnings("unchecked")
    private static KafkaSink<String> copy(KafkaSink<String> sink) throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(sink);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return (KafkaSink<String>) in.readObject();
        }
    }
}
