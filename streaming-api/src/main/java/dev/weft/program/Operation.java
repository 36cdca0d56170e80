package dev.weft.program;

import dev.weft.api.common.eventtime.WatermarkStrategy;
import dev.weft.api.common.functions.FilterFunction;
import dev.weft.api.common.functions.FlatMapFunction;
import dev.weft.api.common.functions.MapFunction;
import dev.weft.api.common.functions.ReduceFunction;
import dev.weft.api.connector.sink2.Sink;
import dev.weft.api.connector.source.Boundedness;
import dev.weft.api.connector.source.Source;
import dev.weft.streaming.api.functions.KeyedProcessFunction;
import dev.weft.streaming.api.functions.ProcessFunction;
import dev.weft.streaming.api.functions.co.CoFlatMapFunction;
import dev.weft.streaming.api.functions.co.CoMapFunction;
import dev.weft.streaming.api.functions.co.CoProcessFunction;
import dev.weft.streaming.api.functions.co.KeyedCoProcessFunction;
import dev.weft.streaming.api.functions.sink.SinkFunction;
import dev.weft.streaming.api.functions.source.SourceFunction;
import java.io.Serializable;
import java.util.Objects;

/**
 * What a node does. The keyed ones find their key selectors in the {@link Partitioning.KeyGroups} of their inputs.
 */
public sealed interface Operation extends Serializable {
    /** What the node is called when it has no other name. */
    String label();

    /** Whether the operation begins a program. */
    default boolean isSource() {
        return this instanceof FromSource || this instanceof FromSourceFunction;
    }

    /** Whether the operation ends a program. */
    default boolean isSink() {
        return this instanceof SinkTo || this instanceof SinkFunctionCall;
    }

    /** Whether the operation works on keyed input. */
    default boolean isKeyed() {
        return this instanceof KeyedProcess || this instanceof KeyedReduce || this instanceof KeyedCoProcess;
    }

    /** The user's object that does the work: a function, source, sink or watermark strategy. */
    Object userObject();

    record FromSource(Source<?, ?, ?> source, WatermarkStrategy<?> watermarks) implements Operation {
        public FromSource {
            Objects.requireNonNull(source, "source");
            Objects.requireNonNull(watermarks, "watermarks");
        }

        @Override
        public String label() {
            return "Source";
        }

        @Override
        public Object userObject() {
            return source;
        }
    }

    /** @param boundedness whether the function ends by itself; unbounded unless known */
    record FromSourceFunction(SourceFunction<?> function, Boundedness boundedness) implements Operation {
        public FromSourceFunction {
            Objects.requireNonNull(function, "function");
            Objects.requireNonNull(boundedness, "boundedness");
        }

        @Override
        public String label() {
            return "Custom Source";
        }

        @Override
        public Object userObject() {
            return function;
        }
    }

    record Map(MapFunction<?, ?> function) implements Operation {
        @Override
        public String label() {
            return "Map";
        }

        @Override
        public Object userObject() {
            return function;
        }
    }

    record FlatMap(FlatMapFunction<?, ?> function) implements Operation {
        @Override
        public String label() {
            return "Flat Map";
        }

        @Override
        public Object userObject() {
            return function;
        }
    }

    record Filter(FilterFunction<?> function) implements Operation {
        @Override
        public String label() {
            return "Filter";
        }

        @Override
        public Object userObject() {
            return function;
        }
    }

    record Process(ProcessFunction<?, ?> function) implements Operation {
        @Override
        public String label() {
            return "Process";
        }

        @Override
        public Object userObject() {
            return function;
        }
    }

    record KeyedProcess(KeyedProcessFunction<?, ?, ?> function) implements Operation {
        @Override
        public String label() {
            return "KeyedProcess";
        }

        @Override
        public Object userObject() {
            return function;
        }
    }

    /** @param label what the reduction is called: Keyed Reduce, or Keyed Aggregation for sum and its kind */
    record KeyedReduce(ReduceFunction<?> function, String label) implements Operation {
        public KeyedReduce(ReduceFunction<?> function) {
            this(function, "Keyed Reduce");
        }

        @Override
        public Object userObject() {
            return function;
        }
    }

    record CoMap(CoMapFunction<?, ?, ?> function) implements Operation {
        @Override
        public String label() {
            return "Co-Map";
        }

        @Override
        public Object userObject() {
            return function;
        }
    }

    record CoFlatMap(CoFlatMapFunction<?, ?, ?> function) implements Operation {
        @Override
        public String label() {
            return "Co-Flat Map";
        }

        @Override
        public Object userObject() {
            return function;
        }
    }

    record CoProcess(CoProcessFunction<?, ?, ?> function) implements Operation {
        @Override
        public String label() {
            return "Co-Process";
        }

        @Override
        public Object userObject() {
            return function;
        }
    }

    record KeyedCoProcess(KeyedCoProcessFunction<?, ?, ?, ?> function) implements Operation {
        @Override
        public String label() {
            return "Co-Keyed-Process";
        }

        @Override
        public Object userObject() {
            return function;
        }
    }

    record AssignTimestampsAndWatermarks(WatermarkStrategy<?> strategy) implements Operation {
        @Override
        public String label() {
            return "Timestamps/Watermarks";
        }

        @Override
        public Object userObject() {
            return strategy;
        }
    }

    record SinkTo(Sink<?> sink) implements Operation {
        @Override
        public String label() {
            return "Sink";
        }

        @Override
        public Object userObject() {
            return sink;
        }
    }

    record SinkFunctionCall(SinkFunction<?> function) implements Operation {
        @Override
        public String label() {
            return "Sink";
        }

        @Override
        public Object userObject() {
            return function;
        }
    }
}
