package dev.weft.streaming.api.environment;

import dev.weft.api.common.functions.InvalidTypesException;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.java.typeutils.TypeExtractor;
import java.util.Collection;

/** Derives the type of the elements of a collection source. */
final class CollectionSources {
    private CollectionSources() {}

    static <OUT> TypeInformation<OUT> typeOf(Collection<OUT> data) {
        if (data.isEmpty()) {
            throw new IllegalArgumentException(
                    "the type of no elements cannot be found: pass a TypeInformation as well");
        }
        OUT first = data.iterator().next();
        if (first == null) {
            throw new IllegalArgumentException("the first element is null: elements of a source must not be null");
        }
        try {
            return TypeExtractor.getForObject(first);
        } catch (InvalidTypesException e) {
            throw new InvalidTypesException(
                    "the type of " + first.getClass().getName() + " cannot be found: pass a TypeInformation as well",
                    e);
        }
    }
}
