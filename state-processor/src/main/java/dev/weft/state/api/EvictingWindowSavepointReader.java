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
 * As {@link WindowSavepointReader}, for the windows of an operator with an evictor. They keep every element; reduced and
 * aggregated values are computed when they are read, of all elements that the evictor has not taken out yet.
 *
 * @param <W> the windows
 */
@PublicEvolving
public class EvictingWindowSavepointReader<W extends Window> extends WindowReader<W> {

    EvictingWindowSavepointReader(SavepointReader reader, WindowAssigner<?, W> assigner) {
        super(new WindowStates<>(reader, assigner, true));
    }

    /** The result that the elements of each window aggregate to. */
    public <K, T, ACC, R> DataStream<R> aggregate(
            String uid,
            AggregateFunction<T, ACC, R> aggregateFunction,
            TypeInformation<K> keyType,
            TypeInformation<T> inputType,
            TypeInformation<R> outputType)
            throws IOException {
        return aggregate(uid, aggregateFunction, new WindowStates.Contents<R, K, W>(), keyType, inputType, outputType);
    }

    /**
     * What a function makes of the result that the elements of each window aggregate to.
     *
     * @param keyType of the operator's keys
     * @param inputType of the elements
     */
    public <K, T, ACC, R, OUT> DataStream<OUT> aggregate(
            String uid,
            AggregateFunction<T, ACC, R> aggregateFunction,
            WindowReaderFunction<R, OUT, K, W> readerFunction,
            TypeInformation<K> keyType,
            TypeInformation<T> inputType,
            TypeInformation<OUT> outputType)
            throws IOException {
        return windows.read(
                uid,
                new WindowContents.Aggregated(aggregateFunction, WindowStates.NOT_STORED),
                inputType,
                readerFunction,
                keyType,
                outputType);
    }
}
