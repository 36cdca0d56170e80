package dev.weft.engine.taskexecutor.operator;

import dev.weft.api.common.ExecutionConfig;
import dev.weft.api.common.JobInfo;
import dev.weft.api.common.TaskInfo;
import dev.weft.api.common.operators.MailboxExecutor;
import dev.weft.api.common.operators.ProcessingTimeService;
import dev.weft.configuration.Configuration;
import dev.weft.engine.protocol.ExecutorMessage.SourceSignal;
import dev.weft.engine.state.OperatorPieces;
import dev.weft.engine.state.spi.StateBackendFactory;
import dev.weft.engine.state.spi.StateHost;
import dev.weft.metrics.MetricGroup;
import dev.weft.util.UserCodeClassLoader;

/** What the task offers to the operators of its chain. */
public interface TaskContext {

    JobInfo jobInfo();

    TaskInfo taskInfo();

    ExecutionConfig executionConfig();

    /** The job's own settings. */
    Configuration configuration();

    UserCodeClassLoader userClassLoader();

    /** Whether keyed operators may hold back results until their input has ended. */
    boolean batch();

    /** Runs commands on the task's thread. */
    MailboxExecutor mailbox();

    /** Wall-clock timers whose callbacks run on the task's thread. */
    ProcessingTimeService processingTime();

    Accumulators accumulators();

    /** Speaks to the enumerator of the source at this index of the chain. */
    void signal(int operator, SourceSignal signal);

    /** Makes the keyed state of the task's operators. */
    StateBackendFactory stateBackend();

    /** What the backend of an operator's keyed state finds around it. */
    StateHost stateHost(String operatorName, MetricGroup metrics);

    /** What the operator at this index of the chain begins with. */
    OperatorPieces restored(int operator);

    /** The host that this task runs on. */
    String host();
}
