package dev.weft.engine.state.heap;

import dev.weft.api.common.state.StateDescriptor;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.core.memory.DataInputDeserializer;
import dev.weft.core.memory.DataInputView;
import dev.weft.core.memory.DataOutputSerializer;
import dev.weft.core.memory.DataOutputView;
import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.WeftException;
import dev.weft.engine.state.format.PortableWriter;
import dev.weft.engine.state.format.StateLayout;
import dev.weft.engine.state.format.ValueMigration;
import dev.weft.engine.state.spi.Expiry;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Representation of each kind of state in the tables: a value as itself, a list as {@link Elements}, a map as a {@link
 * HashMap} or {@link LargeMap}; and how it is copied, written and read.
 */
final class ValueKinds {

    private ValueKinds() {}

    /** Copier of immutable values. */
    static final UnaryOperator<Object> SAME = value -> value;

    private static UnaryOperator<Object> copierOf(TypeSerializer<Object> serializer) {
        return serializer.isImmutableType() ? SAME : serializer::copy;
    }

    @SuppressWarnings("unchecked") // the engine handles values as objects
    private static TypeSerializer<Object> serializer(StateLayout layout, int i) {
        return (TypeSerializer<Object>) layout.values().get(i).serializer();
    }

    /** How the contents of a table are copied so that they can be modified while snapshots see them unchanged. */
    static Table.Copier copier(StateLayout layout) {
        return switch (layout.kind()) {
            case LIST -> {
                UnaryOperator<Object> element = copierOf(serializer(layout, 0));
                yield (list, moment) -> ((Elements) list).fork(element, moment);
            }
            case MAP -> {
                UnaryOperator<Object> value = copierOf(serializer(layout, 1));
                yield (map, moment) ->
                        map instanceof LargeMap large ? large.fork(value, moment) : copyOf((Map<?, ?>) map, value);
            }
            case VALUE, REDUCING, AGGREGATING, FOLDING, UNKNOWN -> {
                UnaryOperator<Object> value = copierOf(serializer(layout, 0));
                yield value == SAME ? Table.IMMUTABLE : (whole, moment) -> value.apply(whole);
            }
        };
    }

    static Map<Object, Object> copyOf(Map<?, ?> map, UnaryOperator<Object> valueCopier) {
        Map<Object, Object> copy = new HashMap<>(map);
        if (valueCopier != SAME) {
            copy.replaceAll((key, value) -> value == null ? null : valueCopier.apply(value));
        }
        return copy;
    }

    /**
     * How restored contents are converted to the declared format; empty where the formats are equal.
     *
     * @param nowMs the time of last use for values that had none and now have one
     */
    static Optional<UnaryOperator<Object>> conversion(StateLayout restored, StateLayout now, long nowMs) {
        List<ValueMigration> parts = restored.valueMigrations(now, nowMs);
        if (!restored.isOpaque() && parts.stream().noneMatch(ValueMigration::isNeeded)) {
            return Optional.empty();
        }
        DataOutputSerializer bytes = new DataOutputSerializer(256);
        DataInputDeserializer in = new DataInputDeserializer();
        return Optional.of(value -> {
            try {
                bytes.clear();
                write(restored, value, bytes, () -> {});
                in.setBuffer(bytes.getSharedBuffer(), 0, bytes.length());
                return converted(now.kind(), parts, in);
            } catch (IOException e) {
                throw new WeftException(
                        ErrorCode.USER_CODE,
                        "a value in state '" + now.name() + "' cannot be converted: " + e.getMessage(),
                        e);
            }
        });
    }

    private static Object converted(StateDescriptor.Type kind, List<ValueMigration> parts, DataInputView in)
            throws IOException {
        return switch (kind) {
            case LIST -> {
                Elements elements = new Elements(4);
                while (in.readByte() == PortableWriter.MORE) {
                    elements.add(parts.get(0).read(in));
                }
                yield elements;
            }
            case MAP -> {
                Map<Object, Object> map = new HashMap<>();
                while (in.readByte() == PortableWriter.MORE) {
                    Object key = parts.get(0).read(in);
                    map = with(
                            map,
                            key,
                            in.readBoolean()
                                    ? parts.get(1).ofNull()
                                    : parts.get(1).read(in));
                }
                yield map;
            }
            case VALUE, REDUCING, AGGREGATING, FOLDING, UNKNOWN -> parts.get(0).read(in);
        };
    }

    /** Adds an entry to a map. */
    private static Map<Object, Object> with(Map<Object, Object> map, Object key, Object value) {
        map.put(key, value);
        return map.size() > LargeMap.FROM && !(map instanceof LargeMap) ? new LargeMap(map) : map;
    }

    /** The entries of a map, only for reading inside of the backend. */
    private static List<? extends Map<?, ?>> partsOf(Object map) {
        return map instanceof LargeMap large ? large.parts() : List.of((Map<?, ?>) map);
    }

    /** A value for which the program has no class: its bytes in the portable format. */
    private record Unread(byte[] bytes) {}

    /** Reads a value as bytes, until the program declares the state with classes that fit. */
    static Object readOpaque(StateLayout layout, DataInputView in) throws IOException {
        DataOutputSerializer bytes = new DataOutputSerializer(64);
        TypeSerializer<Object> first = serializer(layout, 0);
        switch (layout.kind()) {
            case LIST -> {
                while (copyByte(in, bytes) == PortableWriter.MORE) {
                    first.copy(in, bytes);
                }
            }
            case MAP -> {
                while (copyByte(in, bytes) == PortableWriter.MORE) {
                    first.copy(in, bytes);
                    if (copyByte(in, bytes) == 0) {
                        serializer(layout, 1).copy(in, bytes);
                    }
                }
            }
            case VALUE, REDUCING, AGGREGATING, FOLDING, UNKNOWN -> first.copy(in, bytes);
        }
        return new Unread(bytes.getCopyOfBuffer());
    }

    private static int copyByte(DataInputView in, DataOutputView out) throws IOException {
        int read = in.readByte();
        out.writeByte(read);
        return read;
    }

    /** The part of a value, list or map that has not expired; the same object if all is alive, null if nothing is. */
    static Object living(StateDescriptor.Type kind, Object value, Expiry expiry, long now) {
        Predicate<Object> isDead = each -> expiry.isExpired(expiry.lastUse(each), now);
        if (value instanceof Elements elements) {
            Elements left = elements.without(isDead);
            return left.size() == 0 ? null : left;
        }
        if (kind == StateDescriptor.Type.MAP) {
            List<? extends Map<?, ?>> parts = partsOf(value);
            if (parts.stream().noneMatch(part -> part.values().stream().anyMatch(isDead))) {
                return value;
            }
            Map<Object, Object> left = new HashMap<>();
            parts.forEach(left::putAll);
            left.values().removeIf(isDead);
            return left.isEmpty() ? null : left;
        }
        return isDead.test(value) ? null : value;
    }

    /** Cost of checking a value for expiry, in units of a small value. */
    static int weight(Object value) {
        return value instanceof Elements elements ? 1 + elements.size() / 16 : 1;
    }

    /** Called after each element of a list or map that was written. */
    @FunctionalInterface
    interface ElementEnd {
        void reached() throws IOException;
    }

    static void write(StateLayout layout, Object value, DataOutputView out, ElementEnd end) throws IOException {
        if (value instanceof Unread unread) {
            out.write(unread.bytes());
            return;
        }
        switch (layout.kind()) {
            case LIST -> {
                TypeSerializer<Object> element = serializer(layout, 0);
                Elements elements = (Elements) value;
                for (int i = 0; i < elements.size(); i++) {
                    out.writeByte(PortableWriter.MORE);
                    element.serialize(elements.kept(i), out);
                    end.reached();
                }
                out.writeByte(PortableWriter.END);
            }
            case MAP -> {
                TypeSerializer<Object> keys = serializer(layout, 0);
                TypeSerializer<Object> values = serializer(layout, 1);
                for (Map<?, ?> part : partsOf(value)) {
                    for (Map.Entry<?, ?> entry : part.entrySet()) {
                        out.writeByte(PortableWriter.MORE);
                        keys.serialize(entry.getKey(), out);
                        out.writeBoolean(entry.getValue() == null);
                        if (entry.getValue() != null) {
                            values.serialize(entry.getValue(), out);
                        }
                        end.reached();
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
                    map = with(
                            map,
                            key,
                            in.readBoolean() ? null : serializer(layout, 1).deserialize(in));
                }
                yield map;
            }
            case VALUE, REDUCING, AGGREGATING, FOLDING, UNKNOWN ->
                serializer(layout, 0).deserialize(in);
        };
    }
}
