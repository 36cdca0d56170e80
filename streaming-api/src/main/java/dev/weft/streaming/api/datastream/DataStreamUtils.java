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

/** Ways to use streams that are beside the main road. */
@SuppressWarnings("try") // closing may be interrupted
public final class DataStreamUtils {
    private DataStreamUtils() {}

    /** Runs the program and gives the elements of the stream; see {@link DataStream#executeAndCollect()}. */
    public static <OUT> Iterator<OUT> collect(DataStream<OUT> stream) {
        return collect(stream, "Data Stream Collect");
    }

    public static <OUT> Iterator<OUT> collect(DataStream<OUT> stream, String executionJobName) {
        try {
            return collectWithClient(stream, executionJobName).iterator;
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("the program whose results are collected did not start: " + e, e);
        }
    }

    public static <OUT> ClientAndIterator<OUT> collectWithClient(DataStream<OUT> stream, String jobExecutionName)
            throws Exception {
        CloseableIterator<OUT> elements = stream.collectAsync();
        return new ClientAndIterator<>(stream.getExecutionEnvironment().executeAsync(jobExecutionName), elements);
    }

    /** All elements of a stream that ends. */
    public static <E> List<E> collectBoundedStream(DataStream<E> stream, String jobName) throws Exception {
        List<E> all = new ArrayList<>();
        try (ClientAndIterator<E> job = collectWithClient(stream, jobName)) {
            job.iterator.forEachRemaining(all::add);
        }
        return all;
    }

    /** The first elements of a stream, which must have as many; the job is cancelled then. */
    public static <E> List<E> collectUnboundedStream(DataStream<E> stream, int numElements, String jobName)
            throws Exception {
        try (ClientAndIterator<E> job = collectWithClient(stream, jobName)) {
            return collectRecordsFromUnboundedStream(job, numElements);
        }
    }

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
     * Takes the stream for keyed as it is: no element changes its task. The elements must be spread exactly as keyBy with
     * this key would spread them; an element in a wrong task fails the job.
     */
    public static <T, K> KeyedStream<T, K> reinterpretAsKeyedStream(
            DataStream<T> stream, KeySelector<T, K> keySelector) {
        return reinterpretAsKeyedStream(stream, keySelector, KeyTypes.of(keySelector, stream.getType()));
    }

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
