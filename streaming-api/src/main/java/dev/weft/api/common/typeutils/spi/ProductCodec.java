package dev.weft.api.common.typeutils.spi;

import dev.weft.core.memory.DataInputView;
import dev.weft.core.memory.DataOutputView;
import java.io.IOException;

/**
 * Writes, reads and copies the fields of values of exactly one class. Belongs to one thread.
 *
 * <p>Format: for every eight masked fields (see {@link ProductShape#masked}) one byte of which the lowest bit is set if the
 * first of them is null; then the fields in order, as their serializers write them, null masked fields left out.
 */
public interface ProductCodec<T> {

    /** Writes the fields in order. */
    void write(T value, DataOutputView target) throws IOException;

    /** Reads what {@link #write} wrote. */
    T read(DataInputView source) throws IOException;

    /** Fills {@code reuse} where the class allows it; returns the value that was read. */
    T read(T reuse, DataInputView source) throws IOException;

    /** Copies fields of mutable types deeply, the others by reference. */
    T copy(T from);

    /** As {@link #copy(Object)}, into {@code reuse} where the class allows it. */
    T copy(T from, T reuse);

    /** Creates codecs of one class for any number of threads. */
    interface Factory<T> {
        /** Creates a codec that owns the serializers; they come in the order of the fields. */
        ProductCodec<T> create(ProductShape<T> shape);
    }
}
