package dev.weft.streaming.api.datastream;

import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.java.functions.KeySelector;
import dev.weft.program.Partitioning;
import dev.weft.streaming.api.operators.collect.ClientAndIterator;
import dev.weft.streaming.api.transformations.PartitionTransformation;
import dev.weft.util.CloseableIterator;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Less common ways to use streams: collecting results into the program, and treating a stream as keyed. */
@SuppressWarnings("try") // closing may be interrupted
public final class DataStreamUtils {
    private DataStreamUtils() {}

    /**
     * Runs the program and gives the elements of the stream as they come. The job is not cancelled when the iterator is
     * left early; {@link DataStream#executeAndCollect()} gives one that can be closed.
     *
     * @throws IllegalStateException if the job cannot be started
     */
    public static <OUT> Iterator<OUT> collect(DataStream<OUT> stream) {
        return collect(stream, "Data Stream Collect");
    }

    /** As {@link #collect(DataStream)}, with a name for the job. */
    public static <OUT> Iterator<OUT> collect(DataStream<OUT> stream, String executionJobName) {
        try {
            return collectWithClient(stream, executionJobName).iterator;
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("the program whose results are collected did not start: " + e, e);
        }
    }

    /**
     * Runs the program and gives both the elements of the stream and a client of the job. The caller closes the result,
     * which cancels the job if it still runs.
     *
     * @throws Exception if the job cannot be started
     */
    public static <OUT> ClientAndIterator<OUT> collectWithClient(DataStream<OUT> stream, String jobExecutionName)
            throws Exception {
        CloseableIterator<OUT> elements = stream.collectAsync();
        return new ClientAndIterator<>(stream.getExecutionEnvironment().executeAsync(jobExecutionName), elements);
    }

    /** Runs the program and returns all elements of the stream once it has ended. All are kept in memory. */
    public static <E> List<E> collectBoundedStream(DataStream<E> stream, String jobName) throws Exception {
        List<E> all = new ArrayList<>();
        try (ClientAndIterator<E> job = collectWithClient(stream, jobName)) {
            job.iterator.forEachRemaining(all::add);
        }
        return all;
    }

    /**
     * Runs the program, returns the first elements of the stream and cancels the job.
     *
     * @param numElements how many elements are returned
     * @throws IllegalArgumentException if the stream ends before that
     */
    public static <E> List<E> collectUnboundedStream(DataStream<E> stream, int numElements, String jobName)
            throws Exception {
        try (ClientAndIterator<E> job = collectWithClient(stream, jobName)) {
            return collectRecordsFromUnboundedStream(job, numElements);
        }
    }

    /**
     * Takes the next elements of a running job; the job goes on.
     *
     * @throws IllegalArgumentException if the stream ends before {@code numElements} have come
     */
    public static <E> List<E> collectRecordsFromUnboundedStream(ClientAndIterator<E> client, int numElements) {
        List<E> first = new ArrayList<>();
        while (first.size() < numElements) {
            if (!client.iterator.hasNext()) {
                throw new IllegalArgumentException("the stream ended after " + first.size() + " elements, "
                        + numElements + " were to be collected");
            }
            first.add(client.iterator.next());
        }
        return first;
    }

    /**
     * Treats a stream as keyed without sending its elements anywhere: they must already be partitioned exactly as
     * {@link DataStream#keyBy(KeySelector)} with this key and the same parallelism and maximum parallelism would
     * partition them. An element in the wrong instance fails the job.
     */
    public static <T, K> KeyedStream<T, K> reinterpretAsKeyedStream(
            DataStream<T> stream, KeySelector<T, K> keySelector) {
        return reinterpretAsKeyedStream(stream, keySelector, KeyTypes.of(keySelector, stream.getType()));
    }

    /** As {@link #reinterpretAsKeyedStream(DataStream, KeySelector)}, with the key's type named. */
    public static <T, K> KeyedStream<T, K> reinterpretAsKeyedStream(
            DataStream<T> stream, KeySelector<T, K> keySelector, TypeInformation<K> typeInfo) {
        KeySelector<T, K> cleaned = stream.clean(keySelector);
        return new KeyedStream<>(
                stream,
                cleaned,
                typeInfo,
                new PartitionTransformation<>(
                        stream.getTransformation(),
                        new Partitioning.KeyedForward(cleaned, KeyTypes.checked(typeInfo))));
    }
}
