package dev.weft.api.connector.sink2;

import dev.weft.api.common.JobInfo;
import dev.weft.api.common.TaskInfo;
import dev.weft.api.common.operators.MailboxExecutor;
import dev.weft.api.common.operators.ProcessingTimeService;
import dev.weft.api.common.serialization.SerializationSchema;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.metrics.groups.SinkWriterMetricGroup;
import dev.weft.util.UserCodeClassLoader;
import java.io.IOException;
import java.io.Serializable;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** A sink for elements of one type. */
public interface Sink<InputT> extends Serializable {
    /** The older form of {@link #createWriter(WriterInitContext)}, which leads here by default. */
    SinkWriter<InputT> createWriter(InitContext context) throws IOException;

    /**
     * Makes the writer of a task that starts without restored state, on the task's thread. Sinks override this one; by
     * default it leads to the older form.
     *
     * @throws IOException fails the task
     */
    default SinkWriter<InputT> createWriter(WriterInitContext context) throws IOException {
        return createWriter(new InitContextWrapper(context));
    }

    /** The context of the older form: the same as {@link WriterInitContext}. */
    interface InitContext extends dev.weft.api.connector.sink2.InitContext {
        /** The class loader of the job's own classes. */
        UserCodeClassLoader getUserCodeClassLoader();

        /** Runs actions on the writer's own thread. */
        MailboxExecutor getMailboxExecutor();

        /** The clock of this machine, and timers that run on the writer's thread. */
        ProcessingTimeService getProcessingTimeService();

        /** The metrics of this writer. */
        SinkWriterMetricGroup metricGroup();

        /** What a {@link SerializationSchema} is opened with. */
        SerializationSchema.InitializationContext asSerializationSchemaInitializationContext();

        /**
         * Whether an element may change after {@code write} has returned: a writer that keeps elements copies them then.
         */
        boolean isObjectReuseEnabled();

        /** A new serializer of the elements, for copying them. */
        <IN> TypeSerializer<IN> createInputSerializer();

        /** Takes what the writer knows about what it wrote. Empty: nobody listens. */
        default <MetaT> Optional<Consumer<MetaT>> metadataConsumer() {
            return Optional.empty();
        }
    }

    /** Shows a {@link WriterInitContext} as the older context. */
    class InitContextWrapper implements InitContext {
        private final WriterInitContext context;

        /** @param context the context to be shown */
        public InitContextWrapper(WriterInitContext context) {
            this.context = Objects.requireNonNull(context, "context");
        }

        @Override
        public OptionalLong getRestoredCheckpointId() {
            return context.getRestoredCheckpointId();
        }

        @Override
        public JobInfo getJobInfo() {
            return context.getJobInfo();
        }

        @Override
        public TaskInfo getTaskInfo() {
            return context.getTaskInfo();
        }

        @Override
        public UserCodeClassLoader getUserCodeClassLoader() {
            return context.getUserCodeClassLoader();
        }

        @Override
        public MailboxExecutor getMailboxExecutor() {
            return context.getMailboxExecutor();
        }

        @Override
        public ProcessingTimeService getProcessingTimeService() {
            return context.getProcessingTimeService();
        }

        @Override
        public SinkWriterMetricGroup metricGroup() {
            return context.metricGroup();
        }

        @Override
        public SerializationSchema.InitializationContext asSerializationSchemaInitializationContext() {
            return context.asSerializationSchemaInitializationContext();
        }

        @Override
        public boolean isObjectReuseEnabled() {
            return context.isObjectReuseEnabled();
        }

        @Override
        public <IN> TypeSerializer<IN> createInputSerializer() {
            return context.createInputSerializer();
        }

        @Override
        public <MetaT> Optional<Consumer<MetaT>> metadataConsumer() {
            return context.metadataConsumer();
        }
    }
}
