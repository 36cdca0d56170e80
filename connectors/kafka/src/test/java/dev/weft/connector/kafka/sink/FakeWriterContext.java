package dev.weft.connector.kafka.sink;

import dev.weft.api.common.JobID;
import dev.weft.api.common.JobInfo;
import dev.weft.api.common.TaskInfo;
import dev.weft.api.common.operators.MailboxExecutor;
import dev.weft.api.common.operators.ProcessingTimeService;
import dev.weft.api.common.serialization.SerializationSchema;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.api.connector.sink2.WriterInitContext;
import dev.weft.connector.kafka.FakeMetrics;
import dev.weft.connector.kafka.TestClassLoader;
import dev.weft.metrics.MetricGroup;
import dev.weft.util.UserCodeClassLoader;
import dev.weft.util.function.ThrowingRunnable;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The task of a writer that runs in a test. Mails stay in a queue. */
final class FakeWriterContext implements WriterInitContext, SerializationSchema.InitializationContext {

    private final int subtask;
    private final int parallelism;
    private final OptionalLong restored;
    private final FakeMetrics metrics = new FakeMetrics();
    final Queue<ThrowingRunnable<? extends Exception>> mails = new ConcurrentLinkedQueue<>();

    FakeWriterContext(int subtask, int parallelism, OptionalLong restored) {
        this.subtask = subtask;
        this.parallelism = parallelism;
        this.restored = restored;
    }

    @Override
    public OptionalLong getRestoredCheckpointId() {
        return restored;
    }

    @Override
    public JobInfo getJobInfo() {
        return new Job(new JobID(1, 2), "test");
    }

    @Override
    public TaskInfo getTaskInfo() {
        return new Task("sink", 128, subtask, parallelism, 0);
    }

    @Override
    public UserCodeClassLoader getUserCodeClassLoader() {
        return new TestClassLoader();
    }

    @Override
    public MetricGroup getMetricGroup() {
        return metrics;
    }

    @Override
    public MailboxExecutor getMailboxExecutor() {
        return new Mailbox();
    }

    @Override
    public ProcessingTimeService getProcessingTimeService() {
        throw new UnsupportedOperationException("Kafka writers need no timers");
    }

    @Override
    public FakeMetrics metricGroup() {
        return metrics;
    }

    @Override
    public SerializationSchema.InitializationContext asSerializationSchemaInitializationContext() {
        return this;
    }

    @Override
    public boolean isObjectReuseEnabled() {
        return false;
    }

    @Override
    public <IN> TypeSerializer<IN> createInputSerializer() {
        throw new UnsupportedOperationException("Kafka writers keep no elements");
    }

    private record Job(JobID getJobId, String getJobName) implements JobInfo {}

    private record Task(
            String getTaskName,
            int getMaxNumberOfParallelSubtasks,
            int getIndexOfThisSubtask,
            int getNumberOfParallelSubtasks,
            int getAttemptNumber)
            implements TaskInfo {

        @Override
        public String getTaskNameWithSubtasks() {
            return getTaskName + " (" + (getIndexOfThisSubtask + 1) + "/" + getNumberOfParallelSubtasks + ")";
        }

        @Override
        public String getAllocationIDAsString() {
            return "";
        }
    }

    private final class Mailbox implements MailboxExecutor {

        @Override
        public void execute(
                MailOptions options,
                ThrowingRunnable<? extends Exception> command,
                String descriptionFormat,
                Object... descriptionArgs) {
            mails.add(command);
        }

        @Override
        public void yield() {}

        @Override
        public boolean tryYield() {
            return false;
        }

        @Override
        public boolean shouldInterrupt() {
            return false;
        }
    }
}
