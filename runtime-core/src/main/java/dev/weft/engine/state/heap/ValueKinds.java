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
import dev.weft.engine.state.format.Succession;
import dev.weft.engine.state.spi.Expiry;
import java.io.IOException;
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

    /**
     * How what a table holds of a restored state becomes what the program declares; empty where it is alike.
     *
     * @param nowMs the time of last use for values that had none and now have one
     */
    static Optional<UnaryOperator<Object>> conversion(StateLayout restored, StateLayout now, long nowMs) {
        List<Succession> parts = restored.successions(now, nowMs);
        if (!restored.isOpaque() && parts.stream().noneMatch(Succession::isNeeded)) {
            return Optional.empty();
        }
        DataOutputSerializer bytes = new DataOutputSerializer(256);
        DataInputDeserializer in = new DataInputDeserializer();
        return Optional.of(value -> {
            try {
                bytes.clear();
                write(restored, value, bytes);
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

    private static Object converted(StateDescriptor.Type kind, List<Succession> parts, DataInputView in)
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
                    map.put(
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

    /** What is kept of a value that the program has no class for: its bytes in the portable form. */
    private record Unread(byte[] bytes) {}

    /** Reads what a table is to hold until the program declares the state with classes that fit. */
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
        if (value instanceof Unread unread) {
            out.write(unread.bytes());
            return;
        }
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
