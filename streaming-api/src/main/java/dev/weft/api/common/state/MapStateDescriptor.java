package dev.weft.api.common.state;

import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.common.typeutils.TypeSerializer;
import java.util.Map;

/** Names a {@link MapState}. */
public class MapStateDescriptor<UK, UV> extends StateDescriptor<MapState<UK, UV>, Map<UK, UV>> {
    private static final long serialVersionUID = 1L;

    private final ListStateDescriptor<UK> keys;
    private final ListStateDescriptor<UV> values;

    public MapStateDescriptor(String name, TypeSerializer<UK> keySerializer, TypeSerializer<UV> valueSerializer) {
        super(name);
        this.keys = new ListStateDescriptor<>(name, keySerializer);
        this.values = new ListStateDescriptor<>(name, valueSerializer);
    }

    public MapStateDescriptor(String name, TypeInformation<UK> keyTypeInfo, TypeInformation<UV> valueTypeInfo) {
        super(name);
        this.keys = new ListStateDescriptor<>(name, keyTypeInfo);
        this.values = new ListStateDescriptor<>(name, valueTypeInfo);
    }

    public MapStateDescriptor(String name, Class<UK> keyClass, Class<UV> valueClass) {
        this(name, TypeInformation.of(keyClass), TypeInformation.of(valueClass));
    }

    /** A serializer of the caller's own. */
    public TypeSerializer<UK> getKeySerializer() {
        return keys.getElementSerializer();
    }

    /** A serializer of the caller's own. */
    public TypeSerializer<UV> getValueSerializer() {
        return values.getElementSerializer();
    }

    @Override
    public Type getType() {
        return Type.MAP;
    }
}
