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
    UserCodeClassLoader getUserCodeClassLoader();

    /** Runs actions on the writer's own thread. */
    MailboxExecutor getMailboxExecutor();

    ProcessingTimeService getProcessingTimeService();

    SinkWriterMetricGroup metricGroup();

    SerializationSchema.InitializationContext asSerializationSchemaInitializationContext();

    boolean isObjectReuseEnabled();

    <IN> TypeSerializer<IN> createInputSerializer();

    default <MetaT> Optional<Consumer<MetaT>> metadataConsumer() {
        return Optional.empty();
    }
}
