package dev.weft.api.common.functions;

import dev.weft.annotation.PublicEvolving;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.common.typeutils.TypeSerializer;

/** Makes serializers of types. */
@PublicEvolving
public interface SerializerFactory {
    /** A new serializer of the type, as the job is configured. */
    <T> TypeSerializer<T> createSerializer(TypeInformation<T> typeInformation);
}
