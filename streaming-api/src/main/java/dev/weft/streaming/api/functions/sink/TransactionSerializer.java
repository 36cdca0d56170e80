package dev.weft.streaming.api.functions.sink;

import dev.weft.annotation.Internal;
import dev.weft.api.common.typeutils.CompositeTypeSerializerSnapshot;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.api.common.typeutils.TypeSerializerSnapshot;
import dev.weft.core.memory.DataInputView;
import dev.weft.core.memory.DataOutputView;
import dev.weft.streaming.api.functions.sink.TwoPhaseCommitSinkFunction.Transaction;
import java.io.IOException;
import java.util.Objects;

/** Writes a transaction as whether it is prepared (boolean), when it was begun (long), and its name. */
@Internal
final class TransactionSerializer<TXN> extends TypeSerializer<Transaction<TXN>> {

    private static final long serialVersionUID = 1L;

    private final TypeSerializer<TXN> names;

    TransactionSerializer(TypeSerializer<TXN> names) {
        this.names = Objects.requireNonNull(names, "names");
    }

    @Override
    public boolean isImmutableType() {
        return names.isImmutableType();
    }

    @Override
    public TypeSerializer<Transaction<TXN>> duplicate() {
        return new TransactionSerializer<>(names.duplicate());
    }

    @Override
    public Transaction<TXN> createInstance() {
        return null;
    }

    @Override
    public Transaction<TXN> copy(Transaction<TXN> from) {
        return new Transaction<>(names.copy(from.name()), from.sinceMs(), from.prepared());
    }

    @Override
    public Transaction<TXN> copy(Transaction<TXN> from, Transaction<TXN> reuse) {
        return copy(from);
    }

    @Override
    public int getLength() {
        return -1;
    }

    @Override
    public void serialize(Transaction<TXN> value, DataOutputView target) throws IOException {
        target.writeBoolean(value.prepared());
        target.writeLong(value.sinceMs());
        names.serialize(value.name(), target);
    }

    @Override
    public Transaction<TXN> deserialize(DataInputView source) throws IOException {
        boolean prepared = source.readBoolean();
        long sinceMs = source.readLong();
        return new Transaction<>(names.deserialize(source), sinceMs, prepared);
    }

    @Override
    public Transaction<TXN> deserialize(Transaction<TXN> reuse, DataInputView source) throws IOException {
        return deserialize(source);
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        target.writeBoolean(source.readBoolean());
        target.writeLong(source.readLong());
        names.copy(source, target);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TransactionSerializer<?> that && names.equals(that.names);
    }

    @Override
    public int hashCode() {
        return names.hashCode();
    }

    @Override
    public TypeSerializerSnapshot<Transaction<TXN>> snapshotConfiguration() {
        return new Snapshot<>(this);
    }

    /** The serializer of names. */
    public static final class Snapshot<TXN>
            extends CompositeTypeSerializerSnapshot<Transaction<TXN>, TransactionSerializer<TXN>> {

        /** Creates an empty snapshot, which {@link #readSnapshot} fills. */
        public Snapshot() {}

        private Snapshot(TransactionSerializer<TXN> serializer) {
            super(serializer);
        }

        @Override
        protected int getCurrentOuterSnapshotVersion() {
            return 1;
        }

        @Override
        protected TypeSerializer<?>[] getNestedSerializers(TransactionSerializer<TXN> serializer) {
            return new TypeSerializer<?>[] {serializer.names};
        }

        @Override
        @SuppressWarnings("unchecked") // the snapshot was taken from a serializer of this type
        protected TransactionSerializer<TXN> createOuterSerializerWithNestedSerializers(TypeSerializer<?>[] nested) {
            return new TransactionSerializer<>((TypeSerializer<TXN>) nested[0]);
        }
    }
}
