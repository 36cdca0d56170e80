package dev.weft.api.common.serialization;

import dev.weft.annotation.PublicEvolving;
import dev.weft.core.fs.FSDataOutputStream;
import java.io.IOException;
import java.io.Serializable;

/**
 * Writes the elements of one file in a format that is complete only at its end, such as one with column groups or a
 * footer. For one thread, and for one file: {@link #finish} is the last call. A file that is given up is not finished.
 *
 * @param <T> the elements
 */
@PublicEvolving
public interface BulkWriter<T> {

    /**
     * Adds an element, which may stay in memory until {@link #flush} or {@link #finish}.
     *
     * @throws IOException if the element can't be encoded or the file can't be written
     */
    void addElement(T element) throws IOException;

    /** Hands over to the stream what can be handed over without ending a group of elements too early. */
    void flush() throws IOException;

    /** Writes all that is still in memory and the end of the file. Does not close the stream, which its owner does. */
    void finish() throws IOException;

    /**
     * Makes the writer of each file. Part of the program; each task has a copy.
     *
     * @param <T> the elements
     */
    @FunctionalInterface
    interface Factory<T> extends Serializable {

        /**
         * Makes the writer of a new file.
         *
         * @param out the file, at its beginning; the caller closes it
         */
        BulkWriter<T> create(FSDataOutputStream out) throws IOException;
    }
}
