package dev.weft.core.execution.spi;

/** Fetches the results of a job's collecting sinks; implemented by job clients. Thread-safe. */
public interface ResultFetcher {
    /**
     * What follows what the caller has already. Blocks for one question and answer, not until there is something.
     *
     * @param sink the id of the collecting sink
     * @param position how many bytes of the sink's results the caller has; the sink forgets them
     */
    Fetched fetch(String sink, long position);

    /**
     * A run of whole elements, each as its serializer wrote it.
     *
     * @param bytes empty when nothing is ready
     * @param ended the sink has ended: what is left comes with the job's result as a {@link ResultTail}
     */
    record Fetched(byte[] bytes, boolean ended) {
        /** Nothing, yet. */
        public static final Fetched NONE = new Fetched(new byte[0], false);

        /** Nothing, any more. */
        public static final Fetched ENDED = new Fetched(new byte[0], true);
    }
}
