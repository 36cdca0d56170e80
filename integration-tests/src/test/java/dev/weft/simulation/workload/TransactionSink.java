package dev.weft.simulation.workload;

import dev.weft.api.connector.sink2.Committer;
import dev.weft.api.connector.sink2.CommitterInitContext;
import dev.weft.api.connector.sink2.CommittingSinkWriter;
import dev.weft.api.connector.sink2.Sink;
import dev.weft.api.connector.sink2.StatefulSinkWriter;
import dev.weft.api.connector.sink2.SupportsCommitter;
import dev.weft.api.connector.sink2.SupportsWriterState;
import dev.weft.api.connector.sink2.WriterInitContext;
import dev.weft.core.io.SimpleVersionedSerializer;
import dev.weft.simulation.storage.MountPoint;
import dev.weft.simulation.storage.SimTransactions;
import dev.weft.simulation.storage.SimTransactions.Owner;
import dev.weft.simulation.storage.TransactionExpired;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Two-phase sink that writes lines into {@link SimTransactions}, one transaction for each checkpoint and instance. Committables are
 * names of transactions. A commit that fails is retried, or fails the task; one that can never succeed fails the task.
 *
 * @param program the number of the program
 */
record TransactionSink(int program)
        implements Sink<String>, SupportsCommitter<String>, SupportsWriterState<String, String> {

    @Override
    public Writer createWriter(Sink.InitContext context) {
        throw new UnsupportedOperationException("the newer form is called");
    }

    @Override
    public Writer createWriter(WriterInitContext context) {
        Owner owner = new Owner(program, context.getJobId().toHexString(), context.getSubtaskId());
        SimTransactions transactions = MountPoint.transactions();
        transactions.goesOn(owner, context.getRestoredCheckpointId());
        return new Writer(transactions, owner);
    }

    /** Writers have no state. They implement this to learn the id of each checkpoint. */
    @Override
    public Writer restoreWriter(WriterInitContext context, Collection<String> none) {
        return createWriter(context);
    }

    @Override
    public Committer<String> createCommitter(CommitterInitContext context) {
        return new TransactionCommitter(MountPoint.transactions());
    }

    @Override
    public SimpleVersionedSerializer<String> getCommittableSerializer() {
        return new Names();
    }

    @Override
    public SimpleVersionedSerializer<String> getWriterStateSerializer() {
        return new Names();
    }

    private static final class Writer
            implements CommittingSinkWriter<String, String>, StatefulSinkWriter<String, String> {
        private final SimTransactions transactions;
        private final Owner owner;
        private final List<String> lines = new ArrayList<>();
        /** What belongs to the next checkpoint; at the end of the input, that may be a while ago. */
        private final List<String> prepared = new ArrayList<>();

        Writer(SimTransactions transactions, Owner owner) {
            this.transactions = transactions;
            this.owner = owner;
        }

        @Override
        public void write(String line, Context context) {
            lines.add(line);
        }

        @Override
        public void flush(boolean endOfInput) {}

        @Override
        public Collection<String> prepareCommit() throws IOException {
            if (lines.isEmpty()) {
                UserPace.seen("checkpoint without a transaction");
                return List.of();
            }
            String name = transactions.prepare(owner, lines);
            lines.clear();
            prepared.add(name);
            return List.of(name);
        }

        @Override
        public List<String> snapshotState(long checkpointId) {
            prepared.forEach(name -> transactions.belongsTo(name, checkpointId));
            prepared.clear();
            return List.of();
        }

        @Override
        public void close() {}
    }

    private record TransactionCommitter(SimTransactions transactions) implements Committer<String> {
        @Override
        public void commit(Collection<CommitRequest<String>> requests) {
            for (CommitRequest<String> request : requests) {
                try {
                    if (!transactions.commit(request.getCommittable())) {
                        request.signalAlreadyCommitted();
                    }
                } catch (TransactionExpired lost) {
                    request.signalFailedWithUnknownReason(lost);
                } catch (IOException unknown) {
                    if (UserPace.coin()) {
                        request.retryLater();
                    } else {
                        request.signalFailedWithUnknownReason(unknown);
                    }
                }
            }
        }

        @Override
        public void close() {}
    }

    private static final class Names implements SimpleVersionedSerializer<String> {
        @Override
        public int getVersion() {
            return 1;
        }

        @Override
        public byte[] serialize(String name) {
            return name.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public String deserialize(int version, byte[] bytes) {
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }
}
