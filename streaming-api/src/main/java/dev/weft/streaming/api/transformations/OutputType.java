package dev.weft.streaming.api.transformations;

import dev.weft.api.common.functions.InvalidTypesException;
import dev.weft.api.common.typeinfo.TypeInformation;
import java.util.Objects;
import java.util.function.Supplier;

/** The type that an operator gives, or why it is not known yet. One of the two is null. */
public record OutputType<T>(TypeInformation<T> known, InvalidTypesException missing) {
    /** A type that is known. */
    public static <T> OutputType<T> of(TypeInformation<T> type) {
        return new OutputType<>(Objects.requireNonNull(type, "type"), null);
    }

    /** What the extractor finds, or the reason that it gives for finding nothing. */
    public static <T> OutputType<T> extracted(Supplier<TypeInformation<T>> extractor) {
        try {
            return of(extractor.get());
        } catch (InvalidTypesException e) {
            return new OutputType<>(null, e);
        }
    }
}
