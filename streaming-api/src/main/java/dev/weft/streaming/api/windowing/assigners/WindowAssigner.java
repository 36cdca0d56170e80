package dev.weft.streaming.api.windowing.assigners;

import dev.weft.api.common.ExecutionConfig;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.streaming.api.environment.StreamExecutionEnvironment;
import dev.weft.streaming.api.windowing.triggers.Trigger;
import dev.weft.streaming.api.windowing.windows.Window;
import java.io.Serializable;
import java.util.Collection;

/**
 * Says which windows an element belongs to.
 *
 * @param <T> the elements
 * @param <W> the windows
 */
public abstract class WindowAssigner<T, W extends Window> implements Serializable {
    private static final long serialVersionUID = 1L;

    /** The windows of an element; none drops the element. */
    public abstract Collection<W> assignWindows(T element, long timestamp, WindowAssignerContext context);

    /** The trigger for a program that names none. */
    public Trigger<T, W> getDefaultTrigger() {
        return getDefaultTrigger(new StreamExecutionEnvironment());
    }

    /** The same, for assigners that still ask for the environment. */
    public abstract Trigger<T, W> getDefaultTrigger(StreamExecutionEnvironment env);

    /** The serializer of the windows. */
    public abstract TypeSerializer<W> getWindowSerializer(ExecutionConfig executionConfig);

    /** Whether windows are of event time: then elements can be late, and windows are cleaned up by the watermark. */
    public abstract boolean isEventTime();

    /** What an assigner sees of its surroundings. */
    public abstract static class WindowAssignerContext {
        /** The machine's time, in milliseconds since the epoch. */
        public abstract long getCurrentProcessingTime();
    }
}
