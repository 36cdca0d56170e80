package dev.weft.streaming.api.datastream;

import dev.weft.streaming.api.environment.StreamExecutionEnvironment;
import dev.weft.streaming.api.transformations.SideOutputTransformation;

/** What an operator emits to a side output. */
public class SideOutputDataStream<T> extends DataStream<T> {
    /** The stream of a side output; programs call {@link SingleOutputStreamOperator#getSideOutput} instead. */
    public SideOutputDataStream(StreamExecutionEnvironment environment, SideOutputTransformation<T> transformation) {
        super(environment, transformation);
    }
}
