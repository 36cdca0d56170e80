package dev.weft.streaming.api.datastream;

import dev.weft.api.common.ExecutionConfig;
import dev.weft.api.common.serialization.SerializerConfig;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.streaming.api.datastream.CoGroupedStreams.TaggedUnion;

/** Type of the elements of a union of two streams, each tagged with the stream that it comes from. */
final class TaggedUnionType<A, B> extends TypeInformation<TaggedUnion<A, B>> {
    private static final long serialVersionUID = 1L;

    private final TypeInformation<A> left;
    private final TypeInformation<B> right;

    TaggedUnionType(TypeInformation<A> left, TypeInformation<B> right) {
        this.left = left;
        this.right = right;
    }

    @Override
    public boolean isBasicType() {
        return false;
    }

    @Override
    public boolean isTupleType() {
        return false;
    }

    @Override
    public int getArity() {
        return 2;
    }

    @Override
    public int getTotalFields() {
        return 2;
    }

    @Override
    @SuppressWarnings("unchecked") // the class literal can't carry type parameters
    public Class<TaggedUnion<A, B>> getTypeClass() {
        return (Class<TaggedUnion<A, B>>) (Class<?>) TaggedUnion.class;
    }

    @Override
    public boolean isKeyType() {
        return false;
    }

    @Override
    public TypeSerializer<TaggedUnion<A, B>> createSerializer(SerializerConfig config) {
        return new CoGroupedStreams.UnionSerializer<>(left.createSerializer(config), right.createSerializer(config));
    }

    @Override
    public TypeSerializer<TaggedUnion<A, B>> createSerializer(ExecutionConfig config) {
        return createSerializer(config.getSerializerConfig());
    }

    @Override
    public String toString() {
        return "TaggedUnion<" + left + ", " + right + ">";
    }

    @Override
    public boolean equals(Object obj) {
        return obj instanceof TaggedUnionType<?, ?> that && that.left.equals(left) && that.right.equals(right);
    }

    @Override
    public int hashCode() {
        return 31 * left.hashCode() + right.hashCode();
    }

    @Override
    public boolean canEqual(Object obj) {
        return obj instanceof TaggedUnionType;
    }
}
