package dev.weft.api.connector.sink2;

import dev.weft.api.common.operators.MailboxExecutor;
import dev.weft.api.common.operators.ProcessingTimeService;
import dev.weft.api.common.serialization.SerializationSchema;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.metrics.groups.SinkWriterMetricGroup;
import dev.weft.util.UserCodeClassLoader;
import java.util.Optional;
import java.util.function.Consumer;

/** A writer's view of its task. */
public interface WriterInitContext extends InitContext {
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

    /** Whether an element may change after {@code write} has returned: a writer that keeps elements copies them then. */
    boolean isObjectReuseEnabled();

    /** A new serializer of the elements, for copying them. */
    <IN> TypeSerializer<IN> createInputSerializer();

    /** Takes what the writer knows about what it wrote. Empty: nobody listens. */
    default <MetaT> Optional<Consumer<MetaT>> metadataConsumer() {
        return Optional.empty();
    }
}
