package dev.weft.api.common.serialization;

import dev.weft.api.java.typeutils.ResultTypeQueryable;
import dev.weft.metrics.MetricGroup;
import dev.weft.util.Collector;
import dev.weft.util.UserCodeClassLoader;
import java.io.IOException;
import java.io.Serializable;

/** Turns bytes of another system into elements. */
public interface DeserializationSchema<T> extends Serializable, ResultTypeQueryable<T> {
    /** Called once before the first message. */
    default void open(InitializationContext context) throws Exception {}

    /** The element, or null to skip the message. */
    T deserialize(byte[] message) throws IOException;

    /** For messages that hold several elements; calls {@link #deserialize(byte[])} by default. */
    default void deserialize(byte[] message, Collector<T> out) throws IOException {
        T element = deserialize(message);
        if (element != null) {
            out.collect(element);
        }
    }

    /** Whether the element says that no more are to come. */
    boolean isEndOfStream(T nextElement);

    /** What the schema may use. */
    interface InitializationContext {
        /** Where the schema registers metrics. */
        MetricGroup getMetricGroup();

        /** Loads the program's classes. */
        UserCodeClassLoader getUserCodeClassLoader();
    }
}
