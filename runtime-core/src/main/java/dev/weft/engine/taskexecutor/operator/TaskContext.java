package dev.weft.engine.taskexecutor.operator;

import dev.weft.api.common.ExecutionConfig;
import dev.weft.api.common.JobInfo;
import dev.weft.api.common.TaskInfo;
import dev.weft.api.common.operators.MailboxExecutor;
import dev.weft.api.common.operators.ProcessingTimeService;
import dev.weft.configuration.Configuration;
import dev.weft.engine.common.Clock;
import dev.weft.engine.common.OperatorId;
import dev.weft.engine.exchange.Backpressure;
import dev.weft.engine.protocol.ExecutorMessage.SourceSignal;
import dev.weft.engine.state.EndOfInputTime;
import dev.weft.engine.state.OperatorPieces;
import dev.weft.engine.state.spi.StateBackendFactory;
import dev.weft.engine.state.spi.StateHost;
import dev.weft.metrics.MetricGroup;
import dev.weft.util.UserCodeClassLoader;
import java.util.function.BooleanSupplier;

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

    /**
     * Waits on the task's thread until there is something, or a time has come; what was emitted so far is handed over
     * before. No mail runs meanwhile, so that nobody else's code comes into the middle of what is being done.
     *
     * @param ready looked at whenever somebody calls {@link #wake}
     * @param untilMs on the clock of {@link #processingTime}; {@code Long.MAX_VALUE} for ever
     */
    void await(BooleanSupplier ready, long untilMs);

    /** Where an operator reports that it takes no more input for now. */
    Backpressure backpressure();

    /**
     * Runs mails on the task's thread, and nothing else, until one of them has brought about what is waited for, or a time
     * has come. Only when no operator of the chain is in the middle of something, such as a record.
     *
     * @param untilMs on the clock of {@link #processingTime}; {@code Long.MAX_VALUE} for ever
     */
    void runMailsUntil(BooleanSupplier done, long untilMs);

    /** Lets {@link #await} look again; from any thread. */
    void wake();

    /** Measures how long something takes. */
    Clock clock();

    /** Wall-clock timers whose callbacks run on the task's thread. */
    ProcessingTimeService processingTime();

    /** The processing time of the timers of keys: in a batch they are due when the input has ended. */
    default ProcessingTimeService timerTime() {
        return batch() ? new EndOfInputTime(processingTime()) : processingTime();
    }

    Accumulators accumulators();

    /** Where the records of a collecting sink wait for the client. Called once a sink. */
    CollectBuffer collect(String sink);

    /** The way back of an iteration whose two ends run in this slot. */
    Feedback feedback(int iteration);

    /** Speaks to the enumerator of the source at this index of the chain. */
    void signal(int operator, SourceSignal signal);

    /** Makes the keyed state of the task's operators. */
    StateBackendFactory stateBackend();

    /** What the backend of an operator's keyed state finds around it. */
    StateHost stateHost(String operatorName, MetricGroup metrics);

    /** What this operator of the chain begins with. */
    OperatorPieces restored(OperatorId operator);

    /** The host that this task runs on. */
    String host();
}
