package dev.weft.engine.taskexecutor.operator;

import dev.weft.api.common.JobInfo;
import dev.weft.api.common.TaskInfo;
import dev.weft.api.common.operators.MailboxExecutor;
import dev.weft.api.common.operators.ProcessingTimeService;
import dev.weft.api.common.serialization.SerializationSchema;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.api.connector.sink2.CommitterInitContext;
import dev.weft.api.connector.sink2.WriterInitContext;
import dev.weft.metrics.MetricGroup;
import dev.weft.program.UniqueNames;
import dev.weft.util.UserCodeClassLoader;
import java.util.OptionalLong;

/**
 * The context of a sink's writer and committer.
 *
 * @param inputType the type of the records that are written
 * @param restoredCheckpointId the checkpoint that the sink goes on from; empty for a fresh start
 */
record SinkContext(
        TaskContext task, PlainMetricGroup metrics, TypeInformation<?> inputType, OptionalLong restoredCheckpointId)
        implements WriterInitContext, CommitterInitContext, SerializationSchema.InitializationContext, UniqueNames {

    @Override
    public OptionalLong getRestoredCheckpointId() {
        return restoredCheckpointId;
    }

    @Override
    public JobInfo getJobInfo() {
        return task.jobInfo();
    }

    @Override
    public TaskInfo getTaskInfo() {
        return task.taskInfo();
    }

    @Override
    public String uniqueName() {
        return task.uniqueName();
    }

    @Override
    public UserCodeClassLoader getUserCodeClassLoader() {
        return task.userClassLoader();
    }

    @Override
    public MailboxExecutor getMailboxExecutor() {
        return task.mailbox();
    }

    @Override
    public ProcessingTimeService getProcessingTimeService() {
        return task.processingTime();
    }

    @Override
    public PlainMetricGroup metricGroup() {
        return metrics;
    }

    @Override
    public MetricGroup getMetricGroup() {
        return metrics;
    }

    @Override
    public SerializationSchema.InitializationContext asSerializationSchemaInitializationContext() {
        return this;
    }

    @Override
    public boolean isObjectReuseEnabled() {
        return task.executionConfig().isObjectReuseEnabled();
    }

    @Override
    @SuppressWarnings("unchecked") // the sink states its input type
    public <I> TypeSerializer<I> createInputSerializer() {
        return (TypeSerializer<I>)
                inputType.createSerializer(task.executionConfig().getSerializerConfig());
    }
}
