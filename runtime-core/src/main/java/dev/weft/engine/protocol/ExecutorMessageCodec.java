package dev.weft.engine.protocol;

import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.protocol.ExecutorMessage.CheckpointAcknowledged;
import dev.weft.engine.protocol.ExecutorMessage.CheckpointDeclined;
import dev.weft.engine.protocol.ExecutorMessage.Collected;
import dev.weft.engine.protocol.ExecutorMessage.CollectorOpened;
import dev.weft.engine.protocol.ExecutorMessage.CoordinatorEvent;
import dev.weft.engine.protocol.ExecutorMessage.Heartbeat;
import dev.weft.engine.protocol.ExecutorMessage.JobMessage;
import dev.weft.engine.protocol.ExecutorMessage.Leaving;
import dev.weft.engine.protocol.ExecutorMessage.ReadyToCommit;
import dev.weft.engine.protocol.ExecutorMessage.Register;
import dev.weft.engine.protocol.ExecutorMessage.Resources;
import dev.weft.engine.protocol.ExecutorMessage.SignalHandler;
import dev.weft.engine.protocol.ExecutorMessage.SourceSignal;
import dev.weft.engine.protocol.ExecutorMessage.TaskMetrics;
import dev.weft.engine.protocol.ExecutorMessage.TaskStateChanged;

/** Binary layout of {@link ExecutorMessage}s. */
final class ExecutorMessageCodec {

    private static final int REGISTER = 1;
    private static final int HEARTBEAT = 2;
    private static final int TASK_STATE_CHANGED = 3;
    private static final int READY_TO_COMMIT = 4;
    private static final int COORDINATOR_EVENT = 5;
    private static final int LEAVING = 6;
    private static final int COLLECTOR_OPENED = 7;
    private static final int COLLECTED = 8;
    private static final int CHECKPOINT_ACKNOWLEDGED = 9;
    private static final int CHECKPOINT_DECLINED = 10;

    private static final int READER_REGISTERED = 1;
    private static final int SPLIT_REQUESTED = 2;
    private static final int USER_EVENT = 3;
    private static final int WATERMARK_REPORTED = 4;

    private static final int OWN = 1;
    private static final int LOST_PRODUCER = 2;
    private static final int LOST_CONSUMER = 3;

    private static final TaskState[] STATES = TaskState.values();
    private static final ErrorCode[] CODES = ErrorCode.values();

    private ExecutorMessageCodec() {}

    static void write(WireWriter out, ExecutorMessage message) {
        message.dispatch(new Writer(out));
    }

    static ExecutorMessage read(WireReader in) {
        int tag = in.u8();
        return switch (tag) {
            case REGISTER -> new Register(in.executor(), in.i64(), in.i32(), in.text(), in.i32(), readResources(in));
            case HEARTBEAT -> new Heartbeat(in.list(ExecutorMessageCodec::readMetrics));
            case TASK_STATE_CHANGED ->
                new TaskStateChanged(
                        in.job(),
                        in.attempt(),
                        in.constant(STATES),
                        in.optional(ExecutorMessageCodec::readFailure),
                        in.map(WireReader::text, WireReader::payload),
                        readMetrics(in));
            case READY_TO_COMMIT -> new ReadyToCommit(in.job(), in.attempt());
            case CHECKPOINT_ACKNOWLEDGED ->
                new CheckpointAcknowledged(
                        in.job(), in.attempt(), in.i64(), in.payload(), readTimings(in), in.u8() != 0);
            case CHECKPOINT_DECLINED -> new CheckpointDeclined(in.job(), in.attempt(), in.i64(), readFailure(in));
            case COORDINATOR_EVENT -> new CoordinatorEvent(in.job(), in.attempt(), in.i32(), readSignal(in));
            case COLLECTOR_OPENED -> new CollectorOpened(in.job(), in.attempt(), in.text());
            case COLLECTED -> new Collected(in.job(), in.attempt(), in.i64(), in.payload());
            case LEAVING -> new Leaving(in.text());
            default -> throw WireReader.malformed("no message of a TaskExecutor has tag " + tag);
        };
    }

    private static SourceSignal readSignal(WireReader in) {
        int tag = in.u8();
        return switch (tag) {
            case READER_REGISTERED -> new SourceSignal.ReaderRegistered(in.text());
            case SPLIT_REQUESTED -> new SourceSignal.SplitRequested(in.text());
            case USER_EVENT -> new SourceSignal.UserEvent(in.payload());
            case WATERMARK_REPORTED -> new SourceSignal.WatermarkReported(in.text(), in.i64(), in.i64());
            default -> throw WireReader.malformed("no source signal has tag " + tag);
        };
    }

    private static void writeResources(WireWriter out, Resources resources) {
        out.i64(resources.pid());
        out.i32(resources.cpuCores());
        out.i64(resources.heapBytes());
        out.i64(resources.managedBytes());
        out.i64(resources.networkBytes());
        out.i64(resources.processBytes());
    }

    private static Resources readResources(WireReader in) {
        return new Resources(in.i64(), in.i32(), in.i64(), in.i64(), in.i64(), in.i64());
    }

    private static void writeMetrics(WireWriter out, TaskMetrics metrics) {
        out.job(metrics.job());
        out.attempt(metrics.attempt());
        out.i64(metrics.recordsIn());
        out.i64(metrics.recordsOut());
        out.i64(metrics.bytesIn());
        out.i64(metrics.bytesOut());
    }

    private static TaskMetrics readMetrics(WireReader in) {
        return new TaskMetrics(in.job(), in.attempt(), in.i64(), in.i64(), in.i64(), in.i64());
    }

    private static void writeTimings(WireWriter out, CheckpointTimings timings) {
        out.i64(timings.startDelayMs());
        out.i64(timings.alignmentMs());
        out.i64(timings.syncMs());
        out.i64(timings.asyncMs());
        out.i64(timings.stateBytes());
        out.i64(timings.storedBytes());
        out.i64(timings.processedBytes());
        out.i64(timings.inFlightBytes());
        out.u8(timings.unaligned() ? 1 : 0);
    }

    private static CheckpointTimings readTimings(WireReader in) {
        return new CheckpointTimings(
                in.i64(), in.i64(), in.i64(), in.i64(), in.i64(), in.i64(), in.i64(), in.i64(), in.u8() != 0);
    }

    private static void writeFailure(WireWriter out, FailureCause failure) {
        out.u8(failure.code().ordinal());
        out.text(failure.type());
        out.text(failure.message());
        out.text(failure.stackTrace());
        writeOrigin(out, failure.origin());
        out.payload(failure.exception());
    }

    private static void writeOrigin(WireWriter out, FailureOrigin origin) {
        if (origin instanceof FailureOrigin.LostProducer lost) {
            out.u8(LOST_PRODUCER);
            out.attempt(lost.producer());
        } else if (origin instanceof FailureOrigin.LostConsumer lost) {
            out.u8(LOST_CONSUMER);
            out.attempt(lost.consumer());
        } else {
            out.u8(OWN);
        }
    }

    private static FailureCause readFailure(WireReader in) {
        return new FailureCause(in.constant(CODES), in.text(), in.text(), in.text(), readOrigin(in), in.payload());
    }

    private static FailureOrigin readOrigin(WireReader in) {
        int tag = in.u8();
        return switch (tag) {
            case OWN -> FailureOrigin.OWN;
            case LOST_PRODUCER -> new FailureOrigin.LostProducer(in.attempt());
            case LOST_CONSUMER -> new FailureOrigin.LostConsumer(in.attempt());
            default -> throw WireReader.malformed("no origin of a failure has tag " + tag);
        };
    }

    /** Writes one message: first the tag of its kind, then its fields in order. */
    private record Writer(WireWriter out)
            implements ExecutorMessage.Handler, ExecutorMessage.JobHandler, SignalHandler<RuntimeException> {

        @Override
        public void on(JobMessage message) {
            message.dispatchInJob(this);
        }

        @Override
        public void on(Register register) {
            out.u8(REGISTER);
            out.executor(register.executor());
            out.i64(register.epoch());
            out.i32(register.slots());
            out.text(register.dataHost());
            out.i32(register.dataPort());
            writeResources(out, register.resources());
        }

        @Override
        public void on(Heartbeat heartbeat) {
            out.u8(HEARTBEAT);
            out.list(heartbeat.metrics(), ExecutorMessageCodec::writeMetrics);
        }

        @Override
        public void on(TaskStateChanged change) {
            out.u8(TASK_STATE_CHANGED);
            out.job(change.job());
            out.attempt(change.attempt());
            out.u8(change.state().ordinal());
            out.optional(change.failure(), ExecutorMessageCodec::writeFailure);
            out.map(change.accumulators(), WireWriter::text, WireWriter::payload);
            writeMetrics(out, change.metrics());
        }

        @Override
        public void on(ReadyToCommit ready) {
            out.u8(READY_TO_COMMIT);
            out.job(ready.job());
            out.attempt(ready.attempt());
        }

        @Override
        public void on(CheckpointAcknowledged acknowledged) {
            out.u8(CHECKPOINT_ACKNOWLEDGED);
            out.job(acknowledged.job());
            out.attempt(acknowledged.attempt());
            out.i64(acknowledged.checkpointId());
            out.payload(acknowledged.state());
            writeTimings(out, acknowledged.timings());
            out.u8(acknowledged.ended() ? 1 : 0);
        }

        @Override
        public void on(CheckpointDeclined declined) {
            out.u8(CHECKPOINT_DECLINED);
            out.job(declined.job());
            out.attempt(declined.attempt());
            out.i64(declined.checkpointId());
            writeFailure(out, declined.cause());
        }

        @Override
        public void on(CoordinatorEvent event) {
            out.u8(COORDINATOR_EVENT);
            out.job(event.job());
            out.attempt(event.attempt());
            out.i32(event.operator());
            event.signal().dispatch(this);
        }

        @Override
        public void on(CollectorOpened opened) {
            out.u8(COLLECTOR_OPENED);
            out.job(opened.job());
            out.attempt(opened.attempt());
            out.text(opened.sink());
        }

        @Override
        public void on(Collected collected) {
            out.u8(COLLECTED);
            out.job(collected.job());
            out.attempt(collected.attempt());
            out.i64(collected.requestId());
            out.payload(collected.results());
        }

        @Override
        public void on(Leaving leaving) {
            out.u8(LEAVING);
            out.text(leaving.reason());
        }

        @Override
        public void on(SourceSignal.ReaderRegistered registered) {
            out.u8(READER_REGISTERED);
            out.text(registered.host());
        }

        @Override
        public void on(SourceSignal.SplitRequested requested) {
            out.u8(SPLIT_REQUESTED);
            out.text(requested.host());
        }

        @Override
        public void on(SourceSignal.UserEvent event) {
            out.u8(USER_EVENT);
            out.payload(event.event());
        }

        @Override
        public void on(SourceSignal.WatermarkReported report) {
            out.u8(WATERMARK_REPORTED);
            out.text(report.group());
            out.i64(report.watermark());
            out.i64(report.maxDriftMs());
        }
    }
}
