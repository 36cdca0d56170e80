package dev.weft.engine.protocol;

import dev.weft.engine.graph.JobEdge;
import dev.weft.engine.graph.ShipStrategy;
import dev.weft.engine.protocol.JobShape.DataAddress;
import dev.weft.engine.protocol.JobShape.Placed;
import dev.weft.engine.protocol.JobShape.VertexShape;
import dev.weft.engine.protocol.MasterMessage.Cancel;
import dev.weft.engine.protocol.MasterMessage.Commit;
import dev.weft.engine.protocol.MasterMessage.Deploy;
import dev.weft.engine.protocol.MasterMessage.FetchCollected;
import dev.weft.engine.protocol.MasterMessage.Heartbeat;
import dev.weft.engine.protocol.MasterMessage.ReaderEvent;
import dev.weft.engine.protocol.MasterMessage.Registered;
import dev.weft.engine.protocol.MasterMessage.ReleaseJob;
import dev.weft.engine.protocol.MasterMessage.Shutdown;
import dev.weft.engine.protocol.MasterMessage.SourceCommand;
import dev.weft.engine.protocol.MasterMessage.TaskAssignment;

/** Layout of the messages of the JobManager. */
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

    private static final int ADD_SPLITS = 1;
    private static final int NO_MORE_SPLITS = 2;
    private static final int USER_EVENT = 3;
    private static final int ALIGN_WATERMARK = 4;

    private static final ShipStrategy[] STRATEGIES = ShipStrategy.values();

    private MasterMessageCodec() {}

    static void write(WireWriter out, MasterMessage message) {
        if (message instanceof Registered registered) {
            out.u8(REGISTERED);
            out.i64(registered.epoch());
            out.i64(registered.heartbeatIntervalMs());
            out.i64(registered.leaseMs());
        } else if (message instanceof Heartbeat) {
            out.u8(HEARTBEAT);
        } else if (message instanceof Deploy deploy) {
            out.u8(DEPLOY);
            writeShape(out, deploy.shape());
            out.texts(deploy.jars());
            out.map(deploy.chains(), WireWriter::vertex, WireWriter::payload);
            out.list(deploy.tasks(), (o, task) -> {
                o.attempt(task.attempt());
                o.i32(task.slot());
            });
        } else if (message instanceof Cancel cancel) {
            out.u8(CANCEL);
            out.job(cancel.job());
            out.list(cancel.attempts(), WireWriter::attempt);
        } else if (message instanceof Commit commit) {
            out.u8(COMMIT);
            out.job(commit.job());
            out.list(commit.attempts(), WireWriter::attempt);
        } else if (message instanceof ReaderEvent event) {
            out.u8(READER_EVENT);
            out.job(event.job());
            out.attempt(event.attempt());
            out.i32(event.operator());
            writeCommand(out, event.command());
        } else if (message instanceof FetchCollected fetch) {
            out.u8(FETCH_COLLECTED);
            out.job(fetch.job());
            out.attempt(fetch.attempt());
            out.text(fetch.sink());
            out.i64(fetch.question());
            out.i64(fetch.taken());
        } else if (message instanceof ReleaseJob release) {
            out.u8(RELEASE_JOB);
            out.job(release.job());
        } else if (message instanceof Shutdown shutdown) {
            out.u8(SHUTDOWN);
            out.text(shutdown.reason());
        } else {
            throw new IllegalArgumentException("no layout for " + message);
        }
    }

    static MasterMessage read(WireReader in) {
        int tag = in.u8();
        return switch (tag) {
            case REGISTERED -> new Registered(in.i64(), in.i64(), in.i64());
            case HEARTBEAT -> new Heartbeat();
            case DEPLOY ->
                new Deploy(
                        readShape(in),
                        in.texts(),
                        in.map(WireReader::vertex, WireReader::payload),
                        in.list(i -> new TaskAssignment(i.attempt(), i.i32())));
            case CANCEL -> new Cancel(in.job(), in.list(WireReader::attempt));
            case COMMIT -> new Commit(in.job(), in.list(WireReader::attempt));
            case READER_EVENT -> new ReaderEvent(in.job(), in.attempt(), in.i32(), readCommand(in));
            case FETCH_COLLECTED -> new FetchCollected(in.job(), in.attempt(), in.text(), in.i64(), in.i64());
            case RELEASE_JOB -> new ReleaseJob(in.job());
            case SHUTDOWN -> new Shutdown(in.text());
            default -> throw WireReader.malformed("no message of the JobManager has tag " + tag);
        };
    }

    private static void writeCommand(WireWriter out, SourceCommand command) {
        if (command instanceof SourceCommand.AddSplits splits) {
            out.u8(ADD_SPLITS);
            out.i32(splits.serializerVersion());
            out.list(splits.splits(), WireWriter::payload);
        } else if (command instanceof SourceCommand.NoMoreSplits) {
            out.u8(NO_MORE_SPLITS);
        } else if (command instanceof SourceCommand.UserEvent event) {
            out.u8(USER_EVENT);
            out.payload(event.event());
        } else if (command instanceof SourceCommand.AlignWatermark align) {
            out.u8(ALIGN_WATERMARK);
            out.i64(align.limit());
        } else {
            throw new IllegalArgumentException("no layout for " + command);
        }
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

    private static void writeShape(WireWriter out, JobShape shape) {
        out.job(shape.jobId());
        out.text(shape.name());
        out.textMap(shape.configuration());
        out.list(shape.vertices(), (o, vertex) -> {
            o.vertex(vertex.id());
            o.text(vertex.name());
            o.i32(vertex.parallelism());
            o.i32(vertex.maxParallelism());
        });
        out.list(shape.edges(), (o, edge) -> {
            o.vertex(edge.producer());
            o.i32(edge.output());
            o.vertex(edge.consumer());
            o.i32(edge.input());
            o.u8(edge.strategy().ordinal());
        });
        out.list(shape.executors(), (o, executor) -> {
            o.executor(executor.executor());
            o.text(executor.host());
            o.i32(executor.port());
        });
        out.map(
                shape.placement(),
                WireWriter::vertex,
                (o, subtasks) -> o.list(subtasks, (p, placed) -> {
                    p.i32(placed.executor());
                    p.i32(placed.attempt());
                }));
    }

    private static JobShape readShape(WireReader in) {
        return new JobShape(
                in.job(),
                in.text(),
                in.textMap(),
                in.list(i -> new VertexShape(i.vertex(), i.text(), i.i32(), i.i32())),
                in.list(i -> new JobEdge(i.vertex(), i.i32(), i.vertex(), i.i32(), i.constant(STRATEGIES))),
                in.list(i -> new DataAddress(i.executor(), i.text(), i.i32())),
                in.map(WireReader::vertex, i -> i.list(p -> new Placed(p.i32(), p.i32()))));
    }
}
