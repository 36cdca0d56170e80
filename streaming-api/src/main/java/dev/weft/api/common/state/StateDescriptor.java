package dev.weft.api.common.state;

import dev.weft.api.common.ExecutionConfig;
import dev.weft.api.common.functions.SerializerFactory;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.core.memory.DataInputViewStreamWrapper;
import dev.weft.core.memory.DataOutputViewStreamWrapper;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.Objects;

/**
 * Names a state and its type. It travels with the function that holds it; the serializer is made where it is used.
 * Two descriptors are the same when class and name are.
 */
public abstract class StateDescriptor<S extends State, T> implements Serializable {
    private static final long serialVersionUID = 1L;

    protected final String name;
    protected transient T defaultValue;
    private final TypeInformation<T> typeInfo;
    private TypeSerializer<T> serializer;
    private String queryableStateName;
    private StateTtlConfig ttlConfig = StateTtlConfig.DISABLED;

    /**
     * For subclasses: a state with this serializer.
     *
     * @param name not empty
     * @param defaultValue may be null
     */
    protected StateDescriptor(String name, TypeSerializer<T> serializer, T defaultValue) {
        this.name = checked(name);
        this.typeInfo = null;
        this.serializer = Objects.requireNonNull(serializer, "serializer");
        this.defaultValue = defaultValue;
    }

    /**
     * For subclasses: a state of this type.
     *
     * @param name not empty
     * @param defaultValue may be null
     */
    protected StateDescriptor(String name, TypeInformation<T> typeInfo, T defaultValue) {
        this.name = checked(name);
        this.typeInfo = Objects.requireNonNull(typeInfo, "typeInfo");
        this.defaultValue = defaultValue;
    }

    /**
     * For subclasses: a state of a class without type parameters.
     *
     * @param name not empty
     * @param defaultValue may be null
     */
    protected StateDescriptor(String name, Class<T> type, T defaultValue) {
        this(name, TypeInformation.of(type), defaultValue);
    }

    private static String checked(String name) {
        if (name == null || name.isEmpty()) {
            throw new IllegalArgumentException("a state needs a non-empty name");
        }
        return name;
    }

    /** The name by which the state is found again. */
    public String getName() {
        return name;
    }

    /** A copy of the default, or null. */
    public T getDefaultValue() {
        if (defaultValue == null) {
            return null;
        }
        return serializer == null ? defaultValue : serializer.copy(defaultValue);
    }

    /** A serializer of the caller's own. */
    public TypeSerializer<T> getSerializer() {
        if (serializer == null) {
            throw new IllegalStateException("the serializer of state '" + name
                    + "' is not made yet: call initializeSerializerUnlessSet with the job's execution config first");
        }
        return serializer.duplicate();
    }

    /** Whether {@link #getSerializer()} can be called. */
    public boolean isSerializerInitialized() {
        return serializer != null;
    }

    /** Makes the serializer, as the job is configured, unless there is one. */
    public void initializeSerializerUnlessSet(ExecutionConfig executionConfig) {
        if (serializer == null) {
            serializer = typeInfo.createSerializer(executionConfig.getSerializerConfig());
        }
    }

    /** As {@link #initializeSerializerUnlessSet(ExecutionConfig)}, with another maker of serializers. */
    public void initializeSerializerUnlessSet(SerializerFactory serializerFactory) {
        if (serializer == null) {
            serializer = serializerFactory.createSerializer(typeInfo);
        }
    }

    /** Lets values live for a time only; not together with {@link #setQueryable}. */
    public void enableTimeToLive(StateTtlConfig ttlConfig) {
        Objects.requireNonNull(ttlConfig, "ttlConfig");
        if (ttlConfig.isEnabled() && queryableStateName != null) {
            throw both();
        }
        this.ttlConfig = ttlConfig;
    }

    /** How long values live; {@link StateTtlConfig#DISABLED} unless set. */
    public StateTtlConfig getTtlConfig() {
        return ttlConfig;
    }

    /** Gives the state a name under which it may be asked for from outside. */
    public void setQueryable(String queryableStateName) {
        if (ttlConfig.isEnabled()) {
            throw both();
        }
        if (this.queryableStateName != null) {
            throw new IllegalStateException("state '" + name + "' is queryable as '" + this.queryableStateName
                    + "' already; it cannot also be as '" + queryableStateName + "'");
        }
        this.queryableStateName = Objects.requireNonNull(queryableStateName, "queryableStateName");
    }

    private IllegalStateException both() {
        return new IllegalStateException("state '" + name + "' cannot both expire and be queryable");
    }

    /** The name under which the state may be asked for; null when it may not. */
    public String getQueryableStateName() {
        return queryableStateName;
    }

    /** Whether the state has a name under which it may be asked for from outside. */
    public boolean isQueryable() {
        return queryableStateName != null;
    }

    /** The kind of state. */
    public abstract Type getType();

    /** The kinds of state. */
    public enum Type {
        UNKNOWN,
        VALUE,
        LIST,
        REDUCING,
        FOLDING,
        AGGREGATING,
        MAP
    }

    @Override
    public final int hashCode() {
        return name.hashCode() + 31 * getClass().hashCode();
    }

    @Override
    public final boolean equals(Object other) {
        return other != null && other.getClass() == getClass() && ((StateDescriptor<?, ?>) other).name.equals(name);
    }

    @Override
    public String toString() {
        return getClass().getSimpleName() + " '" + name + "'";
    }

    /** After the fields: whether there is a default, and its bytes by its own serializer. */
    private void writeObject(ObjectOutputStream out) throws IOException {
        out.defaultWriteObject();
        out.writeBoolean(defaultValue != null);
        if (defaultValue != null) {
            defaultSerializer().serialize(defaultValue, new DataOutputViewStreamWrapper(out));
        }
    }

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
        in.defaultReadObject();
        if (in.readBoolean()) {
            defaultValue = defaultSerializer().deserialize(new DataInputViewStreamWrapper(in));
        }
    }

    private TypeSerializer<T> defaultSerializer() {
        return serializer == null ? typeInfo.createSerializer(new ExecutionConfig().getSerializerConfig()) : serializer;
    }
}
