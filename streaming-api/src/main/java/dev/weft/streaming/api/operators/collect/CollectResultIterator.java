package dev.weft.streaming.api.operators.collect;

import dev.weft.api.common.JobExecutionResult;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.core.execution.JobClient;
import dev.weft.core.execution.spi.ResultFetcher;
import dev.weft.core.execution.spi.ResultFetcher.Fetched;
import dev.weft.core.execution.spi.ResultTail;
import dev.weft.core.memory.DataInputDeserializer;
import dev.weft.util.CloseableIterator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * The elements of a collected stream, fetched piece by piece as they are asked for; what is not fetched yet waits in the
 * job, which goes slower then. Ends with the job, and fails as it does. For one thread at a time.
 */
@SuppressWarnings("try") // closing may be interrupted
public final class CollectResultIterator<T> implements CloseableIterator<T> {
    private static final long SHORTEST_PAUSE_MS = 1;
    private static final long LONGEST_PAUSE_MS = 100;

    private final String sink;
    private final TypeSerializer<T> serializer;
    private final DataInputDeserializer piece = new DataInputDeserializer();
    private JobClient client;
    private long position;
    private boolean ended;

    /** @param sink the id of the collecting sink in the job */
    public CollectResultIterator(String sink, TypeSerializer<T> serializer) {
        this.sink = Objects.requireNonNull(sink, "sink");
        this.serializer = Objects.requireNonNull(serializer, "serializer");
    }

    /** The program runs now. */
    public void setJobClient(JobClient jobClient) {
        this.client = Objects.requireNonNull(jobClient, "jobClient");
    }

    @Override
    public boolean hasNext() {
        if (piece.available() > 0) {
            return true;
        }
        if (ended) {
            return false;
        }
        if (client == null) {
            throw new IllegalStateException("the collected stream gives no elements yet: the program does not run;"
                    + " call execute() or executeAsync() first");
        }
        return fetch();
    }

    private boolean fetch() {
        if (!(client instanceof ResultFetcher fetcher)) {
            throw new IllegalStateException("the results of job " + client.getJobID() + " cannot be fetched through a "
                    + client.getClass().getName());
        }
        long pauseMs = SHORTEST_PAUSE_MS;
        try {
            while (true) {
                Fetched results = fetcher.fetch(sink, position);
                if (results.bytes().length > 0) {
                    take(results.bytes());
                    return true;
                }
                if (results.ended()) {
                    return fetchTail();
                }
                Thread.sleep(pauseMs);
                pauseMs = Math.min(LONGEST_PAUSE_MS, pauseMs * 2);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for results of job " + client.getJobID(), e);
        }
    }

    private void take(byte[] bytes) {
        piece.setBuffer(bytes);
        position += bytes.length;
    }

    /** What was left when the job ended came with its result. */
    private boolean fetchTail() throws InterruptedException {
        ended = true;
        JobExecutionResult result;
        try {
            result = client.getJobExecutionResult().get();
        } catch (ExecutionException e) {
            Throwable failure = e.getCause() == null ? e : e.getCause();
            throw new IllegalStateException(
                    "the job whose results are collected has not finished: " + failure.getMessage(), failure);
        }
        ResultTail tail = result.getAccumulatorResult(ResultTail.accumulatorOf(sink));
        if (tail == null) {
            throw new IllegalStateException("job " + client.getJobID() + " ended without the rest of its results");
        }
        byte[] left = tail.after(position);
        take(left);
        return left.length > 0;
    }

    @Override
    public T next() {
        if (!hasNext()) {
            throw new NoSuchElementException("the collected stream has ended");
        }
        try {
            return serializer.deserialize(piece);
        } catch (IOException e) {
            throw new UncheckedIOException("a result of job " + client.getJobID() + " cannot be read", e);
        }
    }

    /** Cancels the job, unless all its results were read. */
    @Override
    public void close() throws Exception {
        if (!ended && client != null) {
            ended = true;
            client.cancel().get(1, TimeUnit.MINUTES);
        }
    }
}
