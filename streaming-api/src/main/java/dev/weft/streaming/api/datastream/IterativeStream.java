package dev.weft.streaming.api.datastream;

import dev.weft.api.common.typeinfo.TypeHint;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.java.functions.KeySelector;
import dev.weft.streaming.api.transformations.OperatorTransformation;

/**
 * The beginning of a loop: its elements are those of the stream before it and those that are given back by
 * {@link #closeWith}. Elements that are given back do not hold back watermarks.
 */
public class IterativeStream<T> extends SingleOutputStreamOperator<T> {
    private final DataStream<T> initial;
    private final long maxWaitTime;

    /** @param maxWaitTime the iteration ends when the stream has ended and nothing came back for so many ms; 0 never */
    protected IterativeStream(DataStream<T> dataStream, long maxWaitTime) {
        super(
                dataStream.getExecutionEnvironment(),
                Loops.head(
                        dataStream.getTransformation(),
                        dataStream.getType(),
                        dataStream.getParallelism(),
                        maxWaitTime));
        this.initial = dataStream;
        this.maxWaitTime = maxWaitTime;
    }

    /** Gives the stream back to the beginning of the loop, which it must come from; returns it. */
    public DataStream<T> closeWith(DataStream<T> feedbackStream) {
        Loops.close(environment, head(), feedbackStream);
        return feedbackStream;
    }

    private OperatorTransformation<?> head() {
        return (OperatorTransformation<?>) transformation;
    }

    public <F> ConnectedIterativeStreams<T, F> withFeedbackType(Class<F> clazz) {
        return withFeedbackType(TypeInformation.of(clazz));
    }

    public <F> ConnectedIterativeStreams<T, F> withFeedbackType(TypeHint<F> typeHint) {
        return withFeedbackType(TypeInformation.of(typeHint));
    }

    /** The loop for elements of another type: the stream and what comes back, side by side. */
    public <F> ConnectedIterativeStreams<T, F> withFeedbackType(TypeInformation<F> feedbackType) {
        return new ConnectedIterativeStreams<>(initial, feedbackType, maxWaitTime);
    }

    /** A stream beside the elements that are given back to it. */
    public static class ConnectedIterativeStreams<I, F> extends ConnectedStreams<I, F> {
        public ConnectedIterativeStreams(DataStream<I> input, TypeInformation<F> feedbackType, long waitTime) {
            super(
                    input.getExecutionEnvironment(),
                    input,
                    new DataStream<>(
                            input.getExecutionEnvironment(),
                            Loops.source(feedbackType, input.getParallelism(), waitTime)));
        }

        /** Gives the stream back to the beginning of the loop, which it must come from; returns it. */
        public DataStream<F> closeWith(DataStream<F> feedbackStream) {
            Loops.close(environment, (OperatorTransformation<?>) inputStream2.getTransformation(), feedbackStream);
            return feedbackStream;
        }

        private static UnsupportedOperationException unkeyed() {
            return new UnsupportedOperationException("a connected iteration cannot be keyed as it is: key its inputs"
                    + " before, or the streams behind it");
        }

        @Override
        public <KEY> ConnectedStreams<I, F> keyBy(KeySelector<I, KEY> keySelector1, KeySelector<F, KEY> keySelector2) {
            throw unkeyed();
        }

        @Override
        public <KEY> ConnectedStreams<I, F> keyBy(
                KeySelector<I, KEY> keySelector1, KeySelector<F, KEY> keySelector2, TypeInformation<KEY> keyType) {
            throw unkeyed();
        }
    }
}
