package dev.weft.api.common.serialization;

import dev.weft.metrics.MetricGroup;
import dev.weft.util.UserCodeClassLoader;
import java.io.Serializable;

/** Turns elements into bytes for another system. */
public interface SerializationSchema<T> extends Serializable {
    /** Called once before the first element. */
    default void open(InitializationContext context) throws Exception {}

    /** The element as bytes; called on the task's thread, and the array is not used again by the schema. */
    byte[] serialize(T element);

    /** What the schema may use. */
    interface InitializationContext {
        /** Where the schema registers metrics. */
        MetricGroup getMetricGroup();

        /** Loads the program's classes. */
        UserCodeClassLoader getUserCodeClassLoader();
    }
}
