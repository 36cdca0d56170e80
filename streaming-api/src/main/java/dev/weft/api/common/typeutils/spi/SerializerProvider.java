package dev.weft.api.common.typeutils.spi;

import dev.weft.api.java.typeutils.runtime.kryo.GenericRegistrations;
import java.util.Optional;

/** The engine's part of serialization, found by {@link java.util.ServiceLoader}. Any thread. */
public interface SerializerProvider {

    /**
     * Returns a factory of fast codecs for a shape, which write the same bytes as the reflective one; empty if the class
     * can't be served.
     */
    <T> Optional<ProductCodec.Factory<T>> productCodecs(ProductShape<T> shape);

    /** Creates a codec for a class that no rule serves. */
    GenericCodec genericCodec(Class<?> type, GenericRegistrations registrations);

    /**
     * Says why no value of a class can be served by the codec of {@link #genericCodec}, with the path to the field that is in
     * the way; empty if some can.
     */
    Optional<String> refusalOf(Class<?> type, GenericRegistrations registrations);
}
