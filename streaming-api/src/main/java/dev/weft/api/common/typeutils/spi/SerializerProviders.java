package dev.weft.api.common.typeutils.spi;

import java.util.Optional;
import java.util.ServiceLoader;

/**
 * Holds the provider that is on the class path beside the API. Serializers arrive in a process by Java deserialization,
 * so nobody can hand it to them; it is looked up when the first of them needs it and stays.
 */
public final class SerializerProviders {
    private static final Optional<SerializerProvider> INSTALLED = ServiceLoader.load(
                    SerializerProvider.class, SerializerProvider.class.getClassLoader())
            .findFirst();

    private SerializerProviders() {}

    /** Returns the provider; empty where only the API is on the class path. */
    public static Optional<SerializerProvider> installed() {
        return INSTALLED;
    }
}
