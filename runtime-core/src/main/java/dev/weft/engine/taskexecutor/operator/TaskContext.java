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

/** Services of the task for the operators of its chain. */
public interface TaskContext {

    JobInfo jobInfo();

    TaskInfo taskInfo();

    /** A name that nothing else has; see {@link dev.weft.program.UniqueNames}. */
    String uniqueName();

    ExecutionConfig executionConfig();

    /** The job's own settings. */
    Configuration configuration();

    UserCodeClassLoader userClassLoader();

    /** Whether keyed operators may hold back results until their input has ended. */
    boolean batch();

    /** Runs commands on the task's thread. */
    MailboxExecutor mailbox();

    /**
     * Blocks the task's thread until a condition holds or a time has come; flushes the outputs first. No mail runs
     * meanwhile, so that no other code runs in the middle of a record.
     *
     * @param ready looked at whenever somebody calls {@link #wake}
     * @param untilMs on the clock of {@link #processingTime}; {@code Long.MAX_VALUE} for ever
     */
    void await(BooleanSupplier ready, long untilMs);

    /** Where operators report that they have no room for more input. */
    Backpressure backpressure();

    /**
     * Runs mails on the task's thread, and nothing else, until a condition holds or a time has come. Only allowed when
     * no operator of the chain is in the middle of a record.
     *
     * @param untilMs on the clock of {@link #processingTime}; {@code Long.MAX_VALUE} for ever
     */
    void runMailsUntil(BooleanSupplier done, long untilMs);

    /** Makes {@link #await} check its condition again; called from any thread. */
    void wake();

    /** The clock for measuring durations. */
    Clock clock();

    /** Wall-clock timers whose callbacks run on the task's thread. */
    ProcessingTimeService processingTime();

    /** The processing-time service of keyed timers: in a batch they fire at the end of the input. */
    default ProcessingTimeService timerTime() {
        return batch() ? new EndOfInputTime(processingTime()) : processingTime();
    }

    Accumulators accumulators();

    /** Creates the buffer of a collecting sink. Called once per sink. */
    CollectBuffer collect(String sink);

    /** The feedback queue of an iteration whose head and tails run in this slot. */
    Feedback feedback(int iteration);

    /** Sends a signal to the enumerator of the source at this index of the chain. */
    void signal(int operator, SourceSignal signal);

    /** The factory of the keyed state of the task's operators. */
    StateBackendFactory stateBackend();

    /** Services for the backend of an operator's keyed state. */
    StateHost stateHost(String operatorName, MetricGroup metrics);

    /** The state that this operator of the chain is restored from. */
    OperatorPieces restored(OperatorId operator);

    /** The host that this task runs on. */
    String host();
}
