package dev.weft.engine.taskexecutor.task;

import dev.weft.engine.checkpoint.StateCodec;
import dev.weft.engine.common.Clock;
import dev.weft.engine.common.OperatorId;
import dev.weft.engine.exchange.InFlightCapture;
import dev.weft.engine.protocol.CheckpointRequest;
import dev.weft.engine.protocol.CheckpointTimings;
import dev.weft.engine.state.InFlightPiece;
import dev.weft.engine.state.OperatorPieces;
import dev.weft.engine.state.OperatorSnapshot;
import dev.weft.engine.state.spi.KeyedPiece;
import dev.weft.engine.state.spi.SnapshotStore;
import dev.weft.engine.state.spi.StoredBytes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Writes the snapshot of one task for one checkpoint, on an I/O thread, and answers. Life: created by the task's thread
 * with the operators' snapshots, which it closes in any case; ended early by {@link #abort} from any thread, which makes
 * the write fail at its next step.
 */
final class SnapshotWriting implements Runnable {

    /**
     * What is known when the snapshot is taken: parts of the timings, whether the task's input had ended, and which
     * inputs of the chain's head had.
     */
    record Taken(
            long startDelayMs,
            long alignmentMs,
            long syncMs,
            long processedBytes,
            boolean ended,
            Set<Integer> endedGates) {}

    /**
     * Where snapshots are written, and what tells the time.
     *
     * @param stores the storage of one checkpoint
     * @param classes loads the user's classes, whose serializers write
     */
    record Environment(Function<CheckpointRequest, SnapshotStore> stores, Clock clock, ClassLoader classes) {}

    private final CheckpointRequest request;
    private final Map<OperatorId, OperatorSnapshot> snapshots;
    private final Optional<InFlightCapture> inFlight;
    private final Taken taken;
    private final Environment environment;
    private final CheckpointAnswers answers;
    private final Consumer<SnapshotWriting> onEnd;
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile boolean aborted;
    private volatile boolean answered;

    /**
     * @param snapshots of the chain's operators, the head first
     * @param inFlight of an unaligned checkpoint: the records that its barriers have overtaken
     * @param onEnd called after the answer, on any thread
     */
    SnapshotWriting(
            CheckpointRequest request,
            Map<OperatorId, OperatorSnapshot> snapshots,
            Optional<InFlightCapture> inFlight,
            Taken taken,
            Environment environment,
            CheckpointAnswers answers,
            Consumer<SnapshotWriting> onEnd) {
        this.request = request;
        this.snapshots = snapshots;
        this.inFlight = inFlight;
        this.taken = taken;
        this.environment = environment;
        this.answers = answers;
        this.onEnd = onEnd;
    }

    long checkpointId() {
        return request.checkpointId();
    }

    @Override
    public void run() {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(environment.classes());
        try {
            write();
        } catch (Throwable t) {
            decline(t);
        } finally {
            thread.setContextClassLoader(before);
            close();
        }
    }

    private void write() throws IOException {
        long begunNs = environment.clock().nanoTime();
        MeteredStore store = new MeteredStore(environment.stores().apply(request));
        Map<OperatorId, OperatorPieces> pieces;
        try {
            pieces = writeTo(store);
        } catch (Throwable t) {
            store.abandon();
            throw t;
        }
        store.complete(new SnapshotStore.Completion() {
            @Override
            public void durable() {
                answered = true;
                answers.stored(
                        request.checkpointId(),
                        StateCodec.encode(pieces),
                        timings(pieces, store.stored.sum(), begunNs),
                        taken.ended);
                onEnd.accept(SnapshotWriting.this);
            }

            @Override
            public void failed(IOException why) {
                decline(why);
            }
        });
    }

    private void decline(Throwable why) {
        answered = true;
        answers.declined(request.checkpointId(), aborted ? new IOException("the checkpoint was aborted", why) : why);
        onEnd.accept(this);
    }

    private Map<OperatorId, OperatorPieces> writeTo(SnapshotStore store) throws IOException {
        Map<OperatorId, OperatorPieces> pieces = new LinkedHashMap<>();
        for (Map.Entry<OperatorId, OperatorSnapshot> each : snapshots.entrySet()) {
            checkGoesOn();
            pieces.put(each.getKey(), each.getValue().write(store));
        }
        List<InFlightPiece> records =
                inFlight.isPresent() ? inFlight.get().write(store).stream().toList() : List.of();
        pieces.computeIfPresent(
                snapshots.keySet().iterator().next(),
                (head, own) -> own.with(records).withEnded(taken.endedGates));
        checkGoesOn();
        return pieces;
    }

    private CheckpointTimings timings(Map<OperatorId, OperatorPieces> pieces, long stored, long begunNs) {
        long all = pieces.values().stream().mapToLong(SnapshotWriting::size).sum();
        long inFlightBytes = pieces.values().stream()
                .flatMap(each -> each.inFlight().stream())
                .mapToLong(piece -> piece.bytes().length())
                .sum();
        long asyncMs = TimeUnit.NANOSECONDS.toMillis(environment.clock().nanoTime() - begunNs);
        return new CheckpointTimings(
                taken.startDelayMs,
                taken.alignmentMs,
                taken.syncMs,
                asyncMs,
                all,
                stored,
                taken.processedBytes,
                inFlightBytes,
                inFlight.isPresent());
    }

    private static long size(OperatorPieces pieces) {
        long keyed = pieces.keyed().stream()
                .map(KeyedPiece::bytes)
                .flatMap(List::stream)
                .mapToLong(StoredBytes::length)
                .sum();
        return keyed
                + pieces.unkeyed().stream()
                        .mapToLong(piece -> piece.bytes().length())
                        .sum();
    }

    private void checkGoesOn() throws IOException {
        if (aborted) {
            throw new IOException("the snapshot is given up");
        }
    }

    /** Ends the writing; called from any thread. */
    void abort() {
        aborted = true;
        close();
    }

    boolean isAborted() {
        return aborted;
    }

    /** Whether nothing is left to write: the answer has been given, or is about to be. */
    boolean isAnswered() {
        return answered;
    }

    private void close() {
        if (closed.compareAndSet(false, true)) {
            snapshots.values().forEach(OperatorSnapshot::close);
            inFlight.ifPresent(InFlightCapture::release);
        }
    }

    /** Counts what is written, and fails once the writing is given up. Thread-safe. */
    private final class MeteredStore implements SnapshotStore {
        private final SnapshotStore to;
        private final LongAdder stored = new LongAdder();

        MeteredStore(SnapshotStore to) {
            this.to = to;
        }

        @Override
        public SnapshotStream create() throws IOException {
            checkGoesOn();
            return metered(to.create());
        }

        @Override
        public SnapshotStream createShared() throws IOException {
            checkGoesOn();
            return metered(to.createShared());
        }

        @Override
        public SnapshotStream createShared(Path source) throws IOException {
            checkGoesOn();
            return metered(to.createShared(source));
        }

        @Override
        public void namedAgain(StoredBytes bytes, Path file) {
            to.namedAgain(bytes, file);
        }

        @Override
        public void complete(Completion then) {
            to.complete(then);
        }

        @Override
        public void abandon() {
            to.abandon();
        }

        private SnapshotStream metered(SnapshotStream stream) {
            return new SnapshotStream() {
                @Override
                public void write(int b) throws IOException {
                    checkGoesOn();
                    stream.write(b);
                }

                @Override
                public void write(byte[] b, int off, int len) throws IOException {
                    checkGoesOn();
                    stream.write(b, off, len);
                }

                @Override
                public void flush() throws IOException {
                    stream.flush();
                }

                @Override
                public long position() throws IOException {
                    return stream.position();
                }

                @Override
                public StoredBytes finish() throws IOException {
                    checkGoesOn();
                    long length = stream.position();
                    StoredBytes bytes = stream.finish();
                    stored.add(length);
                    return bytes;
                }

                @Override
                public void close() throws IOException {
                    stream.close();
                }
            };
        }
    }
}
