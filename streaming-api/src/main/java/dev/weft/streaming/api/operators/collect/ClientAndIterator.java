package dev.weft.streaming.api.operators.collect;

import dev.weft.core.execution.JobClient;
import dev.weft.util.CloseableIterator;
import java.util.Objects;

/** A running job and the elements that one of its streams gives. */
@SuppressWarnings("try") // closing may be interrupted
public final class ClientAndIterator<E> implements AutoCloseable {
    /** Of the running job. */
    public final JobClient client;
    /** Over the elements; closing it ends the job. */
    public final CloseableIterator<E> iterator;

    /**
     * @param client of the running job
     * @param iterator over the elements; closing it ends the job
     */
    public ClientAndIterator(JobClient client, CloseableIterator<E> iterator) {
        this.client = Objects.requireNonNull(client, "client");
        this.iterator = Objects.requireNonNull(iterator, "iterator");
    }

    /** Ends the job, unless it has ended. */
    @Override
    public void close() throws Exception {
        iterator.close();
    }
}
