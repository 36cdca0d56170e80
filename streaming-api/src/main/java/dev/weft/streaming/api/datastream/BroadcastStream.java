package dev.weft.streaming.api.datastream;

import dev.weft.api.common.state.MapStateDescriptor;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.dag.Transformation;
import dev.weft.streaming.api.environment.StreamExecutionEnvironment;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * A stream whose elements reach every parallel instance of the function that it is connected to, where they change
 * broadcast state. Made by {@link DataStream#broadcast(MapStateDescriptor...)}.
 *
 * @param <T> the type of the elements
 */
public class BroadcastStream<T> {
    private final StreamExecutionEnvironment environment;
    private final DataStream<T> inputStream;
    private final List<MapStateDescriptor<?, ?>> broadcastStateDescriptors;

    /** A broadcast stream with these states, for subclasses. */
    protected BroadcastStream(
            StreamExecutionEnvironment env,
            DataStream<T> input,
            MapStateDescriptor<?, ?>... broadcastStateDescriptors) {
        this.environment = Objects.requireNonNull(env, "env");
        this.inputStream = Objects.requireNonNull(input, "input");
        this.broadcastStateDescriptors = List.of(broadcastStateDescriptors);
        Set<String> names = new HashSet<>();
        for (MapStateDescriptor<?, ?> descriptor : broadcastStateDescriptors) {
            if (!names.add(descriptor.getName())) {
                throw new IllegalArgumentException("two broadcast states of one stream are named '"
                        + descriptor.getName() + "'; give one of them another name");
            }
        }
    }

    /** The type of the elements. */
    public TypeInformation<T> getType() {
        return inputStream.getType();
    }

    /** As {@link DataStream#clean}. */
    public <F> F clean(F f) {
        return environment.clean(f);
    }

    /** The transformation behind this stream, for code that inspects or extends the program's graph. */
    public Transformation<T> getTransformation() {
        return inputStream.getTransformation();
    }

    /** The broadcast states that functions may use, not modifiable. */
    public List<MapStateDescriptor<?, ?>> getBroadcastStateDescriptors() {
        return broadcastStateDescriptors;
    }

    /** The environment whose program this stream belongs to. */
    public StreamExecutionEnvironment getEnvironment() {
        return environment;
    }

    DataStream<T> stream() {
        return inputStream;
    }
}
