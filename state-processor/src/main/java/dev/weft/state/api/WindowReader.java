package dev.weft.state.api;

import dev.weft.api.common.functions.ReduceFunction;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.program.WindowContents;
import dev.weft.state.api.functions.WindowReaderFunction;
import dev.weft.streaming.api.datastream.DataStream;
import dev.weft.streaming.api.windowing.windows.Window;
import java.io.IOException;

/**
 * What is read alike of windows that keep every element and of windows that keep a value.
 *
 * @param <W> the windows
 */
abstract class WindowReader<W extends Window> {

    final WindowStates<W> windows;

    WindowReader(WindowStates<W> windows) {
        this.windows = windows;
    }

    /** The value that the elements of each window reduce to. */
    public <T, K> DataStream<T> reduce(
            String uid, ReduceFunction<T> function, TypeInformation<K> keyType, TypeInformation<T> reduceType)
            throws IOException {
        return reduce(uid, function, new WindowStates.Contents<T, K, W>(), keyType, reduceType, reduceType);
    }

    /**
     * What a function makes of the value that the elements of each window reduce to.
     *
     * @param keyType of the operator's keys
     * @param reduceType of the elements and the value
     */
    public <K, T, OUT> DataStream<OUT> reduce(
            String uid,
            ReduceFunction<T> function,
            WindowReaderFunction<T, OUT, K, W> readerFunction,
            TypeInformation<K> keyType,
            TypeInformation<T> reduceType,
            TypeInformation<OUT> outputType)
            throws IOException {
        return windows.read(uid, new WindowContents.Reduced(function), reduceType, readerFunction, keyType, outputType);
    }

    /**
     * What a function makes of the elements of each window; for operators with {@code process} or {@code apply}.
     *
     * @param keyType of the operator's keys
     * @param stateType of the elements
     */
    public <K, T, OUT> DataStream<OUT> process(
            String uid,
            WindowReaderFunction<T, OUT, K, W> readerFunction,
            TypeInformation<K> keyType,
            TypeInformation<T> stateType,
            TypeInformation<OUT> outputType)
            throws IOException {
        return windows.read(uid, new WindowContents.Elements(), stateType, readerFunction, keyType, outputType);
    }
}
