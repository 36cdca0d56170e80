package dev.weft.engine.protocol;

import dev.weft.engine.graph.JobEdge;
import dev.weft.engine.graph.ShipStrategy;
import dev.weft.engine.protocol.JobTopology.DataAddress;
import dev.weft.engine.protocol.JobTopology.Placed;
import dev.weft.engine.protocol.JobTopology.VertexInfo;
import dev.weft.engine.protocol.MasterMessage.Cancel;
import dev.weft.engine.protocol.MasterMessage.CheckpointAborted;
import dev.weft.engine.protocol.MasterMessage.CheckpointCompleted;
import dev.weft.engine.protocol.MasterMessage.CommandHandler;
import dev.weft.engine.protocol.MasterMessage.Commit;
import dev.weft.engine.protocol.MasterMessage.Deploy;
import dev.weft.engine.protocol.MasterMessage.FetchCollected;
import dev.weft.engine.protocol.MasterMessage.Heartbeat;
import dev.weft.engine.protocol.MasterMessage.JobCommand;
import dev.weft.engine.protocol.MasterMessage.ReaderEvent;
import dev.weft.engine.protocol.MasterMessage.Registered;
import dev.weft.engine.protocol.MasterMessage.ReleaseJob;
import dev.weft.engine.protocol.MasterMessage.Shutdown;
import dev.weft.engine.protocol.MasterMessage.SourceCommand;
import dev.weft.engine.protocol.MasterMessage.TaskAssignment;
import dev.weft.engine.protocol.MasterMessage.TriggerCheckpoint;
import java.util.OptionalLong;

/** Binary layout of {@link MasterMessage}s. */
final class MasterMessageCodec {

    private static final int REGISTERED = 1;
    private static final int HEARTBEAT = 2;
    private static final int DEPLOY = 3;
    private static final int CANCEL = 4;
    private static final int COMMIT = 5;
    private static final int READER_EVENT = 6;
    private static final int RELEASE_JOB = 7;
    private static final int SHUTDOWN = 8;
    private static final int FETCH_COLLECTED = 9;
    private static final int TRIGGER_CHECKPOINT = 10;
    private static final int CHECKPOINT_COMPLETED = 11;
    private static final int CHECKPOINT_ABORTED = 12;

    private static final long NO_BASE = 0;

    private static final int ADD_SPLITS = 1;
    private static final int NO_MORE_SPLITS = 2;
    private static final int USER_EVENT = 3;
    private static final int ALIGN_WATERMARK = 4;

    private static final ShipStrategy[] STRATEGIES = ShipStrategy.values();
    private static final CheckpointRequest.Kind[] KINDS = CheckpointRequest.Kind.values();
    private static final CheckpointRequest.Alignment[] ALIGNMENTS = CheckpointRequest.Alignment.values();
    private static final CheckpointRequest.Next[] NEXTS = CheckpointRequest.Next.values();

    private MasterMessageCodec() {}

    static void write(WireWriter out, MasterMessage message) {
        message.dispatch(new Writer(out));
    }

    static MasterMessage read(WireReader in) {
        int tag = in.u8();
        return switch (tag) {
            case REGISTERED -> new Registered(in.i64(), in.i64(), in.i64());
            case HEARTBEAT -> new Heartbeat();
            case DEPLOY ->
                new Deploy(
                        readTopology(in),
                        in.texts(),
                        in.map(WireReader::vertex, WireReader::blob),
                        in.list(i -> new TaskAssignment(
                                i.attempt(), i.i32(), i.optional(WireReader::payload), i.u8() != 0)));
            case CANCEL -> new Cancel(in.job(), in.list(WireReader::attempt));
            case COMMIT -> new Commit(in.job(), in.list(WireReader::attempt));
            case TRIGGER_CHECKPOINT -> new TriggerCheckpoint(in.job(), in.list(WireReader::attempt), readRequest(in));
            case CHECKPOINT_COMPLETED ->
                new CheckpointCompleted(in.job(), in.list(WireReader::attempt), in.i64(), in.list(WireReader::vertex));
            case CHECKPOINT_ABORTED -> new CheckpointAborted(in.job(), in.list(WireReader::attempt), in.i64());
            case READER_EVENT -> new ReaderEvent(in.job(), in.attempt(), in.i32(), readCommand(in));
            case FETCH_COLLECTED -> new FetchCollected(in.job(), in.attempt(), in.text(), in.i64(), in.i64());
            case RELEASE_JOB -> new ReleaseJob(in.job());
            case SHUTDOWN -> new Shutdown(in.text());
            default -> throw WireReader.malformed("no message of the JobManager has tag " + tag);
        };
    }

    static void writeRequest(WireWriter out, CheckpointRequest request) {
        out.i64(request.checkpointId());
        out.i64(request.timestampMs());
        out.u8(request.kind().ordinal());
        out.u8(request.alignment().ordinal());
        out.i64(request.alignmentTimeoutMs());
        out.u8(request.next().ordinal());
        out.text(request.directory());
        out.i64(request.base().orElse(NO_BASE));
    }

    static CheckpointRequest readRequest(WireReader in) {
        return new CheckpointRequest(
                in.i64(),
                in.i64(),
                in.constant(KINDS),
                in.constant(ALIGNMENTS),
                in.i64(),
                in.constant(NEXTS),
                in.text(),
                readBase(in));
    }

    private static OptionalLong readBase(WireReader in) {
        long base = in.i64();
        return base == NO_BASE ? OptionalLong.empty() : OptionalLong.of(base);
    }

    private static SourceCommand readCommand(WireReader in) {
        int tag = in.u8();
        return switch (tag) {
            case ADD_SPLITS -> new SourceCommand.AddSplits(in.i32(), in.list(WireReader::payload));
            case NO_MORE_SPLITS -> new SourceCommand.NoMoreSplits();
            case USER_EVENT -> new SourceCommand.UserEvent(in.payload());
            case ALIGN_WATERMARK -> new SourceCommand.AlignWatermark(in.i64());
            default -> throw WireReader.malformed("no source command has tag " + tag);
        };
    }

    private static void writeTopology(WireWriter out, JobTopology topology) {
        out.job(topology.jobId());
        out.text(topology.name());
        out.textMap(topology.configuration());
        out.list(topology.vertices(), (o, vertex) -> {
            o.vertex(vertex.id());
            o.text(vertex.name());
            o.i32(vertex.parallelism());
            o.i32(vertex.maxParallelism());
        });
        out.list(topology.edges(), (o, edge) -> {
            o.vertex(edge.producer());
            o.i32(edge.output());
            o.vertex(edge.consumer());
            o.i32(edge.input());
            o.u8(edge.strategy().ordinal());
        });
        out.list(topology.executors(), (o, executor) -> {
            o.executor(executor.executor());
            o.text(executor.host());
            o.i32(executor.port());
        });
        out.map(
                topology.placement(),
                WireWriter::vertex,
                (o, subtasks) -> o.list(subtasks, (p, placed) -> {
                    p.i32(placed.executor());
                    p.i32(placed.attempt());
                    p.i64(placed.epoch());
                }));
    }

    private static JobTopology readTopology(WireReader in) {
        return new JobTopology(
                in.job(),
                in.text(),
                in.textMap(),
                in.list(i -> new VertexInfo(i.vertex(), i.text(), i.i32(), i.i32())),
                in.list(i -> new JobEdge(i.vertex(), i.i32(), i.vertex(), i.i32(), i.constant(STRATEGIES))),
                in.list(i -> new DataAddress(i.executor(), i.text(), i.i32())),
                in.map(WireReader::vertex, i -> i.list(p -> new Placed(p.i32(), p.i32(), p.i64()))));
    }

    /** Writes one message: first the tag of its kind, then its fields in order. */
    private record Writer(WireWriter out)
            implements MasterMessage.Handler, MasterMessage.JobHandler, CommandHandler<RuntimeException> {

        @Override
        public void on(JobCommand message) {
            message.dispatchInJob(this);
        }

        @Override
        public void on(Registered registered) {
            out.u8(REGISTERED);
            out.i64(registered.epoch());
            out.i64(registered.heartbeatIntervalMs());
            out.i64(registered.leaseMs());
        }

        @Override
        public void on(Heartbeat beat) {
            out.u8(HEARTBEAT);
        }

        @Override
        public void on(Deploy deploy) {
            out.u8(DEPLOY);
            writeTopology(out, deploy.topology());
            out.texts(deploy.jars());
            out.map(deploy.chains(), WireWriter::vertex, WireWriter::blob);
            out.list(deploy.tasks(), (o, task) -> {
                o.attempt(task.attempt());
                o.i32(task.slot());
                o.optional(task.restored(), WireWriter::payload);
                o.u8(task.ended() ? 1 : 0);
            });
        }

        @Override
        public void on(Cancel cancel) {
            out.u8(CANCEL);
            out.job(cancel.job());
            out.list(cancel.attempts(), WireWriter::attempt);
        }

        @Override
        public void on(Commit commit) {
            out.u8(COMMIT);
            out.job(commit.job());
            out.list(commit.attempts(), WireWriter::attempt);
        }

        @Override
        public void on(TriggerCheckpoint trigger) {
            out.u8(TRIGGER_CHECKPOINT);
            out.job(trigger.job());
            out.list(trigger.attempts(), WireWriter::attempt);
            writeRequest(out, trigger.request());
        }

        @Override
        public void on(CheckpointCompleted completed) {
            out.u8(CHECKPOINT_COMPLETED);
            out.job(completed.job());
            out.list(completed.attempts(), WireWriter::attempt);
            out.i64(completed.checkpointId());
            out.list(completed.ended(), WireWriter::vertex);
        }

        @Override
        public void on(CheckpointAborted aborted) {
            out.u8(CHECKPOINT_ABORTED);
            out.job(aborted.job());
            out.list(aborted.attempts(), WireWriter::attempt);
            out.i64(aborted.checkpointId());
        }

        @Override
        public void on(ReaderEvent event) {
            out.u8(READER_EVENT);
            out.job(event.job());
            out.attempt(event.attempt());
            out.i32(event.operator());
            event.command().dispatch(this);
        }

        @Override
        public void on(FetchCollected fetch) {
            out.u8(FETCH_COLLECTED);
            out.job(fetch.job());
            out.attempt(fetch.attempt());
            out.text(fetch.sink());
            out.i64(fetch.requestId());
            out.i64(fetch.offset());
        }

        @Override
        public void on(ReleaseJob release) {
            out.u8(RELEASE_JOB);
            out.job(release.job());
        }

        @Override
        public void on(Shutdown shutdown) {
            out.u8(SHUTDOWN);
            out.text(shutdown.reason());
        }

        @Override
        public void on(SourceCommand.AddSplits splits) {
            out.u8(ADD_SPLITS);
            out.i32(splits.serializerVersion());
            out.list(splits.splits(), WireWriter::payload);
        }

        @Override
        public void on(SourceCommand.NoMoreSplits end) {
            out.u8(NO_MORE_SPLITS);
        }

        @Override
        public void on(SourceCommand.UserEvent event) {
            out.u8(USER_EVENT);
            out.payload(event.event());
        }

        @Override
        public void on(SourceCommand.AlignWatermark align) {
            out.u8(ALIGN_WATERMARK);
            out.i64(align.limit());
        }
    }
}
