package dev.weft.engine.state.heap;

import dev.weft.api.common.state.StateDescriptor;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.core.memory.DataInputView;
import dev.weft.core.memory.DataOutputView;
import dev.weft.engine.state.format.PortableWriter;
import dev.weft.engine.state.format.SavedSerializer;
import dev.weft.engine.state.format.StateLayout;
import dev.weft.engine.state.spi.Expiry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What tables hold for each kind of state: a value itself, {@link Elements} for a list, a {@link HashMap} for a map; how it
 * is copied, written and read.
 */
final class ValueKinds {

    private ValueKinds() {}

    private static UnaryOperator<Object> copierOf(TypeSerializer<Object> serializer) {
        return serializer.isImmutableType() ? Table.IMMUTABLE : serializer::copy;
    }

    @SuppressWarnings("unchecked") // the engine handles values as objects
    private static TypeSerializer<Object> serializer(StateLayout layout, int i) {
        return (TypeSerializer<Object>) layout.values().get(i).serializer();
    }

    /** Copies what a table holds, so that the copy can be changed in place. */
    static UnaryOperator<Object> copier(StateLayout layout) {
        return switch (layout.kind()) {
            case LIST -> {
                UnaryOperator<Object> element = copierOf(serializer(layout, 0));
                yield list -> ((Elements) list).fork(element);
            }
            case MAP -> {
                UnaryOperator<Object> value = copierOf(serializer(layout, 1));
                yield map -> copyOf((Map<?, ?>) map, value);
            }
            case VALUE, REDUCING, AGGREGATING, FOLDING, UNKNOWN -> copierOf(serializer(layout, 0));
        };
    }

    private static Map<Object, Object> copyOf(Map<?, ?> map, UnaryOperator<Object> valueCopier) {
        Map<Object, Object> copy = new HashMap<>(map);
        if (valueCopier != Table.IMMUTABLE) {
            copy.replaceAll((key, value) -> value == null ? null : valueCopier.apply(value));
        }
        return copy;
    }

    /** How what a table holds of a restored state becomes what the program declares; empty where it is alike. */
    static Optional<UnaryOperator<Object>> conversion(StateLayout restored, StateLayout now) {
        List<Optional<UnaryOperator<Object>>> parts = new ArrayList<>();
        for (int i = 0; i < restored.values().size(); i++) {
            parts.add(conversion(restored.values().get(i), now.values().get(i)));
        }
        if (parts.stream().noneMatch(Optional::isPresent)) {
            return Optional.empty();
        }
        UnaryOperator<Object> first = parts.get(0).orElse(Table.IMMUTABLE);
        return Optional.of(
                switch (now.kind()) {
                    case LIST -> list -> converted((Elements) list, first);
                    case MAP ->
                        map -> converted((Map<?, ?>) map, first, parts.get(1).orElse(Table.IMMUTABLE));
                    case VALUE, REDUCING, AGGREGATING, FOLDING, UNKNOWN -> first;
                });
    }

    @SuppressWarnings("unchecked") // the engine handles values as objects
    private static Optional<UnaryOperator<Object>> conversion(SavedSerializer<?> restored, SavedSerializer<?> now) {
        return ((SavedSerializer<Object>) restored).conversionTo((TypeSerializer<Object>) now.serializer());
    }

    private static Elements converted(Elements list, UnaryOperator<Object> conversion) {
        Elements converted = new Elements(list.size());
        list.forEach(element -> converted.add(conversion.apply(element)));
        return converted;
    }

    private static Map<Object, Object> converted(
            Map<?, ?> map, UnaryOperator<Object> keys, UnaryOperator<Object> values) {
        Map<Object, Object> converted = new HashMap<>();
        map.forEach((key, value) -> converted.put(keys.apply(key), value == null ? null : values.apply(value)));
        return converted;
    }

    /** What of a value, list or map is still alive; the thing itself if all is, null if nothing is. */
    static Object living(StateDescriptor.Type kind, Object value, Expiry expiry, long now) {
        if (value instanceof Elements elements) {
            Elements left = new Elements(elements.size());
            for (Object element : elements) {
                if (!expiry.isExpired(expiry.lastUse(element), now)) {
                    left.add(element);
                }
            }
            return left.size() == elements.size() ? elements : left.size() == 0 ? null : left;
        }
        if (kind == StateDescriptor.Type.MAP) {
            Map<Object, Object> left = new HashMap<>((Map<?, ?>) value);
            left.values().removeIf(each -> expiry.isExpired(expiry.lastUse(each), now));
            return left.size() == ((Map<?, ?>) value).size() ? value : left.isEmpty() ? null : left;
        }
        return expiry.isExpired(expiry.lastUse(value), now) ? null : value;
    }

    static void write(StateLayout layout, Object value, DataOutputView out) throws IOException {
        switch (layout.kind()) {
            case LIST -> {
                TypeSerializer<Object> element = serializer(layout, 0);
                for (Object each : (Elements) value) {
                    out.writeByte(PortableWriter.MORE);
                    element.serialize(each, out);
                }
                out.writeByte(PortableWriter.END);
            }
            case MAP -> {
                TypeSerializer<Object> keys = serializer(layout, 0);
                TypeSerializer<Object> values = serializer(layout, 1);
                for (Map.Entry<?, ?> entry : ((Map<?, ?>) value).entrySet()) {
                    out.writeByte(PortableWriter.MORE);
                    keys.serialize(entry.getKey(), out);
                    out.writeBoolean(entry.getValue() == null);
                    if (entry.getValue() != null) {
                        values.serialize(entry.getValue(), out);
                    }
                }
                out.writeByte(PortableWriter.END);
            }
            case VALUE, REDUCING, AGGREGATING, FOLDING, UNKNOWN ->
                serializer(layout, 0).serialize(value, out);
        }
    }

    static Object read(StateLayout layout, DataInputView in) throws IOException {
        return switch (layout.kind()) {
            case LIST -> {
                Elements elements = new Elements(4);
                while (in.readByte() == PortableWriter.MORE) {
                    elements.add(serializer(layout, 0).deserialize(in));
                }
                yield elements;
            }
            case MAP -> {
                Map<Object, Object> map = new HashMap<>();
                while (in.readByte() == PortableWriter.MORE) {
                    Object key = serializer(layout, 0).deserialize(in);
                    map.put(key, in.readBoolean() ? null : serializer(layout, 1).deserialize(in));
                }
                yield map;
            }
            case VALUE, REDUCING, AGGREGATING, FOLDING, UNKNOWN ->
                serializer(layout, 0).deserialize(in);
        };
    }
}
