package dev.weft.engine.jobmaster;

import dev.weft.api.common.JobID;
import dev.weft.engine.common.ExecutionAttemptId;
import dev.weft.engine.common.LoopOwned;
import dev.weft.engine.protocol.ExecutorMessage.CoordinatorEvent;
import dev.weft.engine.protocol.ExecutorMessage.SourceSignal;
import dev.weft.engine.protocol.MasterMessage.ReaderEvent;
import dev.weft.engine.protocol.MasterMessage.SourceCommand;

/**
 * Routes messages between source readers in tasks and their coordinators here. Watermark reports are answered at once;
 * everything else goes to the coordinator. Owned by the JobMaster's loop.
 */
@LoopOwned
final class SourceTraffic {

    private final JobID job;
    private final ExecutionGraph executions;
    private final ExecutorMessenger executors;
    private final WatermarkGroups watermarkGroups = new WatermarkGroups();

    SourceTraffic(JobID job, ExecutionGraph executions, ExecutorMessenger executors) {
        this.job = job;
        this.executions = executions;
        this.executors = executors;
    }

    /** Handles a message of a reader. The job's coordinators are open, since no task runs before that. */
    void onEvent(Execution reader, CoordinatorEvent event, SourceCoordinators coordinators) {
        if (event.signal() instanceof SourceSignal.WatermarkReported report) {
            long limit = watermarkGroups.onReport(
                    report.group(), event.attempt(), event.operator(), report.watermark(), report.maxDriftMs());
            send(reader, event.operator(), new SourceCommand.AlignWatermark(limit));
        } else {
            coordinators.onEvent(event);
        }
    }

    /** Sends a command of a coordinator to one of its readers. */
    void onCommand(ExecutionAttemptId reader, int operator, SourceCommand command) {
        executions.find(reader).filter(Execution::isOnExecutor).ifPresent(running -> send(running, operator, command));
    }

    private void send(Execution reader, int operator, SourceCommand command) {
        executors.send(reader, new ReaderEvent(job, reader.id(), operator, command));
    }

    void onTaskEnded(ExecutionAttemptId task) {
        watermarkGroups.onTaskEnded(task);
    }
}
