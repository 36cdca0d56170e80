package dev.weft.api.java.typeutils;

import dev.weft.annotation.Public;
import dev.weft.annotation.PublicEvolving;
import dev.weft.api.common.ExecutionConfig;
import dev.weft.api.common.serialization.SerializerConfig;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.api.common.typeutils.base.MapSerializer;
import java.util.Map;
import java.util.Objects;

/**
 * A map; null keys and values are allowed.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
@Public
public final class MapTypeInfo<K, V> extends TypeInformation<Map<K, V>> {
    private static final long serialVersionUID = 1L;

    private final TypeInformation<K> keyTypeInfo;
    private final TypeInformation<V> valueTypeInfo;

    /**
     * Creates the type information.
     *
     * @param keyTypeInfo the type of the keys
     * @param valueTypeInfo the type of the values
     */
    public MapTypeInfo(TypeInformation<K> keyTypeInfo, TypeInformation<V> valueTypeInfo) {
        this.keyTypeInfo = Objects.requireNonNull(keyTypeInfo);
        this.valueTypeInfo = Objects.requireNonNull(valueTypeInfo);
    }

    /**
     * Creates the type information.
     *
     * @param keyClass a class without type parameters, whose type information is found by reflection
     * @param valueClass the same for values
     */
    public MapTypeInfo(Class<K> keyClass, Class<V> valueClass) {
        this(TypeInformation.of(keyClass), TypeInformation.of(valueClass));
    }

    /** Returns the type of the keys. */
    public TypeInformation<K> getKeyTypeInfo() {
        return keyTypeInfo;
    }

    /** Returns the type of the values. */
    public TypeInformation<V> getValueTypeInfo() {
        return valueTypeInfo;
    }

    @Override
    @PublicEvolving
    public boolean isBasicType() {
        return false;
    }

    @Override
    @PublicEvolving
    public boolean isTupleType() {
        return false;
    }

    @Override
    @PublicEvolving
    public int getArity() {
        return 0;
    }

    @Override
    @PublicEvolving
    public int getTotalFields() {
        return 1;
    }

    @Override
    @PublicEvolving
    @SuppressWarnings("unchecked") // the class literal can't carry type parameters
    public Class<Map<K, V>> getTypeClass() {
        return (Class<Map<K, V>>) (Class<?>) Map.class;
    }

    @Override
    @PublicEvolving
    public boolean isKeyType() {
        return KeyRules.violation(this).isEmpty();
    }

    @Override
    @PublicEvolving
    public Map<String, TypeInformation<?>> getGenericParameters() {
        return Map.of("K", keyTypeInfo, "V", valueTypeInfo);
    }

    @Override
    @PublicEvolving
    public boolean isSortKeyType() {
        return false;
    }

    @Override
    @PublicEvolving
    public TypeSerializer<Map<K, V>> createSerializer(SerializerConfig config) {
        return new MapSerializer<>(keyTypeInfo.createSerializer(config), valueTypeInfo.createSerializer(config));
    }

    @Override
    @PublicEvolving
    public TypeSerializer<Map<K, V>> createSerializer(ExecutionConfig config) {
        return createSerializer(config.getSerializerConfig());
    }

    @Override
    public String toString() {
        return "Map<" + keyTypeInfo + ", " + valueTypeInfo + ">";
    }

    @Override
    public boolean equals(Object obj) {
        return obj instanceof MapTypeInfo<?, ?> that
                && that.canEqual(this)
                && that.keyTypeInfo.equals(keyTypeInfo)
                && that.valueTypeInfo.equals(valueTypeInfo);
    }

    @Override
    public int hashCode() {
        return 31 * keyTypeInfo.hashCode() + valueTypeInfo.hashCode();
    }

    @Override
    public boolean canEqual(Object obj) {
        return obj instanceof MapTypeInfo;
    }
}
