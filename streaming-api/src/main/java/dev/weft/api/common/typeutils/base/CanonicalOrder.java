package dev.weft.api.common.typeutils.base;

import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.core.memory.DataOutputSerializer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/**
 * The order in which the elements of sets and maps are written where equal ones must be equal bytes: that of their own bytes,
 * null first.
 */
final class CanonicalOrder {

    private CanonicalOrder() {}

    private record Keyed<T>(byte[] key, T element) {}

    /** The elements in the order of the bytes of a part of each. */
    static <T, P> List<T> of(Collection<T> elements, Function<T, P> part, TypeSerializer<P> serializer)
            throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        out.setCanonical(true);
        List<Keyed<T>> keyed = new ArrayList<>(elements.size());
        for (T element : elements) {
            P by = part.apply(element);
            out.clear();
            if (by != null) {
                serializer.serialize(by, out);
            }
            keyed.add(new Keyed<>(by == null ? null : out.getCopyOfBuffer(), element));
        }
        keyed.sort(Comparator.comparing(Keyed::key, Comparator.nullsFirst(Arrays::compare)));
        List<T> ordered = new ArrayList<>(keyed.size());
        keyed.forEach(each -> ordered.add(each.element()));
        return ordered;
    }
}
