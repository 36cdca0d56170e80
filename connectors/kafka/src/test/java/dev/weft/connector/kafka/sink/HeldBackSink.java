package dev.weft.connector.kafka.sink;

import dev.weft.api.connector.sink2.Committer;
import dev.weft.api.connector.sink2.CommitterInitContext;
import dev.weft.api.connector.sink2.CommittingSinkWriter;
import dev.weft.api.connector.sink2.Sink;
import dev.weft.api.connector.sink2.SinkWriter;
import dev.weft.api.connector.sink2.StatefulSinkWriter;
import dev.weft.api.connector.sink2.SupportsCommitter;
import dev.weft.api.connector.sink2.SupportsWriterState;
import dev.weft.api.connector.sink2.WriterInitContext;
import dev.weft.core.io.SimpleVersionedSerializer;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A Kafka sink that holds its commits back, so that the job has prepared transactions for as long as a test wants. Its state is
 * shared by all that were made in this JVM.
 */
final class HeldBackSink
        implements Sink<String>, SupportsWriterState<String, KafkaWriterState>, SupportsCommitter<KafkaCommittable> {

    private static final long serialVersionUID = 1L;

    /** What happens to commits. */
    enum Commits {
        HELD_BACK,
        FAIL,
        LET_THROUGH
    }

    private static volatile Commits commits = Commits.HELD_BACK;
    private static final AtomicInteger WRITERS = new AtomicInteger();

    /** What the writers of this run have prepared. */
    private static final Set<KafkaCommittable> PREPARED = ConcurrentHashMap.newKeySet();

    /** The subtasks that were asked to commit a transaction that was prepared in this run. */
    private static final Set<Integer> HOLDING = ConcurrentHashMap.newKeySet();

    private final KafkaSink<String> sink;

    HeldBackSink(KafkaSink<String> sink) {
        this.sink = sink;
    }

    static void startOfRun() {
        WRITERS.set(0);
        PREPARED.clear();
        HOLDING.clear();
        commits = Commits.HELD_BACK;
    }

    static void become(Commits next) {
        commits = next;
    }

    static int writers() {
        return WRITERS.get();
    }

    static int subtasksThatHoldBack() {
        return HOLDING.size();
    }

    @Override
    @Deprecated
    public SinkWriter<String> createWriter(InitContext context) throws IOException {
        return sink.createWriter(context);
    }

    @Override
    public SinkWriter<String> createWriter(WriterInitContext context) throws IOException {
        return restoreWriter(context, List.of());
    }

    @Override
    public StatefulSinkWriter<String, KafkaWriterState> restoreWriter(
            WriterInitContext context, Collection<KafkaWriterState> recovered) throws IOException {
        StatefulSinkWriter<String, KafkaWriterState> writer = sink.restoreWriter(context, recovered);
        WRITERS.incrementAndGet();
        return new Writer((ExactlyOnceWriter<String>) writer);
    }

    @Override
    public SimpleVersionedSerializer<KafkaWriterState> getWriterStateSerializer() {
        return sink.getWriterStateSerializer();
    }

    @Override
    public Committer<KafkaCommittable> createCommitter(CommitterInitContext context) {
        return new HoldingBack(
                sink.createCommitter(context), context.getTaskInfo().getIndexOfThisSubtask());
    }

    @Override
    public SimpleVersionedSerializer<KafkaCommittable> getCommittableSerializer() {
        return sink.getCommittableSerializer();
    }

    private record Writer(ExactlyOnceWriter<String> writer)
            implements StatefulSinkWriter<String, KafkaWriterState>, CommittingSinkWriter<String, KafkaCommittable> {

        @Override
        public void write(String element, Context context) throws IOException {
            writer.write(element, context);
        }

        @Override
        public void flush(boolean endOfInput) throws IOException {
            writer.flush(endOfInput);
        }

        @Override
        public Collection<KafkaCommittable> prepareCommit() throws IOException {
            Collection<KafkaCommittable> prepared = writer.prepareCommit();
            PREPARED.addAll(prepared);
            return prepared;
        }

        @Override
        public List<KafkaWriterState> snapshotState(long checkpointId) {
            return writer.snapshotState(checkpointId);
        }

        @Override
        public void close() {
            writer.close();
        }
    }

    @SuppressWarnings("try") // it closes as its committer does
    private record HoldingBack(Committer<KafkaCommittable> committer, int subtask)
            implements Committer<KafkaCommittable> {

        @Override
        public void commit(Collection<CommitRequest<KafkaCommittable>> requests)
                throws IOException, InterruptedException {
            switch (commits) {
                case HELD_BACK ->
                    requests.forEach(request -> {
                        if (PREPARED.contains(request.getCommittable())) {
                            HOLDING.add(subtask);
                        }
                        request.retryLater();
                    });
                case FAIL -> throw new IOException("the commit is to fail");
                case LET_THROUGH -> committer.commit(requests);
            }
        }

        @Override
        public void close() throws Exception {
            committer.close();
        }
    }
}
