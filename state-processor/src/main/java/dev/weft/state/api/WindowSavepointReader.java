package dev.weft.state.api;

import dev.weft.annotation.PublicEvolving;
import dev.weft.api.common.functions.AggregateFunction;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.program.WindowContents;
import dev.weft.state.api.functions.WindowReaderFunction;
import dev.weft.streaming.api.datastream.DataStream;
import dev.weft.streaming.api.windowing.assigners.WindowAssigner;
import dev.weft.streaming.api.windowing.windows.Window;
import java.io.IOException;

/**
 * Gives the windows of an operator in a savepoint as streams: what each window contains, or what a function makes of it. Made by
 * {@link SavepointReader#window(WindowAssigner)}. The functions and types are those of the operator.
 *
 * @param <W> the windows
 */
@PublicEvolving
public class WindowSavepointReader<W extends Window> extends WindowReader<W> {

    WindowSavepointReader(SavepointReader reader, WindowAssigner<?, W> assigner) {
        super(new WindowStates<>(reader, assigner, false));
    }

    /** Reads windows of an operator with an evictor, which keep every element. */
    public EvictingWindowSavepointReader<W> evictor() {
        return new EvictingWindowSavepointReader<>(windows.reader(), windows.assigner());
    }

    /** The result of each window's accumulator. */
    public <K, T, ACC, R> DataStream<R> aggregate(
            String uid,
            AggregateFunction<T, ACC, R> aggregateFunction,
            TypeInformation<K> keyType,
            TypeInformation<ACC> accType,
            TypeInformation<R> outputType)
            throws IOException {
        return aggregate(uid, aggregateFunction, new WindowStates.Contents<R, K, W>(), keyType, accType, outputType);
    }

    /**
     * What a function makes of the result of each window's accumulator.
     *
     * @param keyType of the operator's keys
     * @param accType of the accumulators
     */
    public <K, T, ACC, R, OUT> DataStream<OUT> aggregate(
            String uid,
            AggregateFunction<T, ACC, R> aggregateFunction,
            WindowReaderFunction<R, OUT, K, W> readerFunction,
            TypeInformation<K> keyType,
            TypeInformation<ACC> accType,
            TypeInformation<OUT> outputType)
            throws IOException {
        return windows.read(
                uid,
                new WindowContents.Aggregated(aggregateFunction, accType),
                WindowStates.NOT_STORED,
                readerFunction,
                keyType,
                outputType);
    }
}
