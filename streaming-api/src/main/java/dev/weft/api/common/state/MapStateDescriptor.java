package dev.weft.api.common.state;

import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.api.common.typeutils.base.MapSerializer;
import dev.weft.api.java.typeutils.MapTypeInfo;
import java.util.Map;

/** Names a {@link MapState}. */
public class MapStateDescriptor<UK, UV> extends StateDescriptor<MapState<UK, UV>, Map<UK, UV>> {
    private static final long serialVersionUID = 1L;

    /**
     * A descriptor with these serializers.
     *
     * @param name unique among the states of the operator; state is found again by it
     */
    public MapStateDescriptor(String name, TypeSerializer<UK> keySerializer, TypeSerializer<UV> valueSerializer) {
        super(name, new MapSerializer<>(keySerializer, valueSerializer), null);
    }

    /**
     * A descriptor for keys and values of these types.
     *
     * @param name unique among the states of the operator; state is found again by it
     */
    public MapStateDescriptor(String name, TypeInformation<UK> keyTypeInfo, TypeInformation<UV> valueTypeInfo) {
        super(name, new MapTypeInfo<>(keyTypeInfo, valueTypeInfo), null);
    }

    /**
     * A descriptor for keys and values of classes without type parameters.
     *
     * @param name unique among the states of the operator; state is found again by it
     */
    public MapStateDescriptor(String name, Class<UK> keyClass, Class<UV> valueClass) {
        this(name, TypeInformation.of(keyClass), TypeInformation.of(valueClass));
    }

    /**
     * The serializer of the keys of the map; the caller's own.
     *
     * @throws IllegalStateException if the descriptor has no serializer yet, see {@link #initializeSerializerUnlessSet}
     */
    public TypeSerializer<UK> getKeySerializer() {
        return mapSerializer().getKeySerializer();
    }

    /**
     * The serializer of the values of the map; the caller's own.
     *
     * @throws IllegalStateException if the descriptor has no serializer yet, see {@link #initializeSerializerUnlessSet}
     */
    public TypeSerializer<UV> getValueSerializer() {
        return mapSerializer().getValueSerializer();
    }

    private MapSerializer<UK, UV> mapSerializer() {
        if (getSerializer() instanceof MapSerializer<UK, UV> mapSerializer) {
            return mapSerializer;
        }
        throw new IllegalStateException("state '" + name + "' does not have the serializer of a map");
    }

    @Override
    public Type getType() {
        return Type.MAP;
    }
}
