package dev.weft.api.java.typeutils.runtime;

import dev.weft.annotation.Internal;
import dev.weft.api.common.typeutils.CompositeTypeSerializerSnapshot;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.api.common.typeutils.TypeSerializerSnapshot;
import dev.weft.api.common.typeutils.base.NullTolerant;
import dev.weft.api.common.typeutils.spi.KeyEquality;
import dev.weft.core.memory.DataInputView;
import dev.weft.core.memory.DataOutputView;
import dev.weft.types.Either;
import java.io.IOException;
import java.util.Objects;

/** Serializes either: one byte (0 null, 1 left, 2 right), then the value. Not immutable: both sides have a setter. */
@Internal
public final class EitherSerializer<L, R> extends TypeSerializer<Either<L, R>>
        implements NullTolerant, KeyEquality.Declared {
    private static final long serialVersionUID = 1L;
    private static final int NULL = 0;
    private static final int LEFT = 1;
    private static final int RIGHT = 2;

    private final TypeSerializer<L> leftSerializer;
    private final TypeSerializer<R> rightSerializer;

    /** Writes which side is there, then the side by its serializer. */
    public EitherSerializer(TypeSerializer<L> leftSerializer, TypeSerializer<R> rightSerializer) {
        this.leftSerializer = Objects.requireNonNull(leftSerializer);
        this.rightSerializer = Objects.requireNonNull(rightSerializer);
    }

    @Override
    public KeyEquality equality() {
        return KeyEquality.ofParts(leftSerializer, rightSerializer);
    }

    @Override
    public boolean isImmutableType() {
        return false;
    }

    @Override
    public EitherSerializer<L, R> duplicate() {
        TypeSerializer<L> left = leftSerializer.duplicate();
        TypeSerializer<R> right = rightSerializer.duplicate();
        return left == leftSerializer && right == rightSerializer ? this : new EitherSerializer<>(left, right);
    }

    @Override
    public Either<L, R> createInstance() {
        return null;
    }

    @Override
    public Either<L, R> copy(Either<L, R> from) {
        if (from == null) {
            return null;
        }
        return from.isLeft()
                ? Either.Left(leftSerializer.copy(from.left()))
                : Either.Right(rightSerializer.copy(from.right()));
    }

    @Override
    public Either<L, R> copy(Either<L, R> from, Either<L, R> reuse) {
        return copy(from);
    }

    @Override
    public int getLength() {
        return -1;
    }

    @Override
    public void serialize(Either<L, R> value, DataOutputView target) throws IOException {
        if (value == null) {
            target.writeByte(NULL);
        } else if (value.isLeft()) {
            target.writeByte(LEFT);
            leftSerializer.serialize(value.left(), target);
        } else {
            target.writeByte(RIGHT);
            rightSerializer.serialize(value.right(), target);
        }
    }

    @Override
    public Either<L, R> deserialize(DataInputView source) throws IOException {
        int header = source.readByte();
        return switch (header) {
            case NULL -> null;
            case LEFT -> Either.Left(leftSerializer.deserialize(source));
            case RIGHT -> Either.Right(rightSerializer.deserialize(source));
            default -> throw corrupt(header);
        };
    }

    @Override
    public Either<L, R> deserialize(Either<L, R> reuse, DataInputView source) throws IOException {
        return deserialize(source);
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        int header = source.readByte();
        target.writeByte(header);
        switch (header) {
            case NULL -> {}
            case LEFT -> leftSerializer.copy(source, target);
            case RIGHT -> rightSerializer.copy(source, target);
            default -> throw corrupt(header);
        }
    }

    private static IOException corrupt(int header) {
        return new IOException("Corrupt data: an Either starts with " + header + ", but only 0, 1 and 2 are known");
    }

    @Override
    public boolean equals(Object obj) {
        return obj instanceof EitherSerializer<?, ?> that
                && that.leftSerializer.equals(leftSerializer)
                && that.rightSerializer.equals(rightSerializer);
    }

    @Override
    public int hashCode() {
        return 31 * leftSerializer.hashCode() + rightSerializer.hashCode();
    }

    @Override
    public TypeSerializerSnapshot<Either<L, R>> snapshotConfiguration() {
        return new EitherSerializerSnapshot<>(this);
    }

    /** Keeps the snapshots of both sides. */
    public static final class EitherSerializerSnapshot<L, R>
            extends CompositeTypeSerializerSnapshot<Either<L, R>, EitherSerializer<L, R>> {
        public EitherSerializerSnapshot() {}

        private EitherSerializerSnapshot(EitherSerializer<L, R> serializer) {
            super(serializer);
        }

        @Override
        protected int getCurrentOuterSnapshotVersion() {
            return 1;
        }

        @Override
        protected TypeSerializer<?>[] getNestedSerializers(EitherSerializer<L, R> serializer) {
            return new TypeSerializer<?>[] {serializer.leftSerializer, serializer.rightSerializer};
        }

        @Override
        @SuppressWarnings("unchecked") // the snapshot was taken from a serializer of these types
        protected EitherSerializer<L, R> createOuterSerializerWithNestedSerializers(TypeSerializer<?>[] nested) {
            return new EitherSerializer<>((TypeSerializer<L>) nested[0], (TypeSerializer<R>) nested[1]);
        }
    }
}
