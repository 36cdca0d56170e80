package dev.weft.streaming.api.datastream;

import dev.weft.api.common.typeinfo.TypeHint;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.java.functions.KeySelector;
import dev.weft.streaming.api.transformations.OperatorTransformation;

/**
 * The head of a loop: its elements are those of the stream before it and those that {@link #closeWith} gives back.
 * Elements that come back do not hold back watermarks, and are not part of checkpoints.
 *
 * @param <T> the type of the elements
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

    /**
     * Closes the loop: the elements of this stream come in again at its head.
     *
     * @param feedbackStream derived from the head, of the same type and parallelism
     * @return the given stream
     */
    public DataStream<T> closeWith(DataStream<T> feedbackStream) {
        Loops.close(environment, head(), feedbackStream);
        return feedbackStream;
    }

    private OperatorTransformation<?> head() {
        return (OperatorTransformation<?>) transformation;
    }

    /** As {@link #withFeedbackType(TypeInformation)}, for a class without type parameters. */
    public <F> ConnectedIterativeStreams<T, F> withFeedbackType(Class<F> clazz) {
        return withFeedbackType(TypeInformation.of(clazz));
    }

    /** As {@link #withFeedbackType(TypeInformation)}, for generic types. */
    public <F> ConnectedIterativeStreams<T, F> withFeedbackType(TypeHint<F> typeHint) {
        return withFeedbackType(TypeInformation.of(typeHint));
    }

    /** Makes a loop whose feedback has another type than the stream: both are the two inputs of one function. */
    public <F> ConnectedIterativeStreams<T, F> withFeedbackType(TypeInformation<F> feedbackType) {
        return new ConnectedIterativeStreams<>(initial, feedbackType, maxWaitTime);
    }

    /** A stream as first input and what is given back to it as second input. */
    public static class ConnectedIterativeStreams<I, F> extends ConnectedStreams<I, F> {
        /**
         * A loop with feedback of another type; programs call {@link IterativeStream#withFeedbackType} instead.
         *
         * @param waitTime how many milliseconds the loop waits for feedback after its input has ended; 0 for ever
         */
        public ConnectedIterativeStreams(DataStream<I> input, TypeInformation<F> feedbackType, long waitTime) {
            super(
                    input.getExecutionEnvironment(),
                    input,
                    new DataStream<>(
                            input.getExecutionEnvironment(),
                            Loops.source(feedbackType, input.getParallelism(), waitTime)));
        }

        /**
         * Closes the loop: the elements of this stream come in again as the second input.
         *
         * @param feedbackStream derived from this one, of the feedback's type
         * @return the given stream
         */
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
