package dev.weft.streaming.api.datastream;

import dev.weft.api.common.state.MapStateDescriptor;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.dag.Transformation;
import dev.weft.streaming.api.environment.StreamExecutionEnvironment;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** A stream whose elements all go to every instance that is connected to it, where they change broadcast state. */
public class BroadcastStream<T> {
    private final StreamExecutionEnvironment environment;
    private final DataStream<T> inputStream;
    private final List<MapStateDescriptor<?, ?>> broadcastStateDescriptors;

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

    public TypeInformation<T> getType() {
        return inputStream.getType();
    }

    public <F> F clean(F f) {
        return environment.clean(f);
    }

    public Transformation<T> getTransformation() {
        return inputStream.getTransformation();
    }

    public List<MapStateDescriptor<?, ?>> getBroadcastStateDescriptors() {
        return broadcastStateDescriptors;
    }

    public StreamExecutionEnvironment getEnvironment() {
        return environment;
    }

    DataStream<T> stream() {
        return inputStream;
    }
}
