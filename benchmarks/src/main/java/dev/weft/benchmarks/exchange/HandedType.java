package dev.weft.benchmarks.exchange;

import dev.weft.api.common.ExecutionConfig;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.api.common.typeutils.TypeSerializerSnapshot;
import dev.weft.core.memory.DataInputView;
import dev.weft.core.memory.DataOutputView;

/**
 * A type whose serializer throws, even for copies, except for the check of the first record of each channel: any other
 * use fails the job.
 */
final class HandedType extends TypeInformation<Handed> {
    private static final long serialVersionUID = 1L;

    private static final class Refusing extends TypeSerializer<Handed> {
        private static final long serialVersionUID = 1L;
        private static final int CHANNELS = 2;

        private int looks;

        private static UnsupportedOperationException refusal() {
            return new UnsupportedOperationException("a serializer was called on a path inside an executor");
        }

        @Override
        public boolean isImmutableType() {
            return true;
        }

        @Override
        public TypeSerializer<Handed> duplicate() {
            return this;
        }

        @Override
        public Handed createInstance() {
            throw refusal();
        }

        @Override
        public Handed copy(Handed from) {
            throw refusal();
        }

        @Override
        public Handed copy(Handed from, Handed reuse) {
            throw refusal();
        }

        @Override
        public int getLength() {
            return -1;
        }

        @Override
        public void serialize(Handed value, DataOutputView target) {
            if (++looks > CHANNELS) {
                throw refusal();
            }
        }

        @Override
        public Handed deserialize(DataInputView source) {
            throw refusal();
        }

        @Override
        public Handed deserialize(Handed reuse, DataInputView source) {
            throw refusal();
        }

        @Override
        public void copy(DataInputView source, DataOutputView target) {
            throw refusal();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Refusing;
        }

        @Override
        public int hashCode() {
            return Refusing.class.hashCode();
        }

        @Override
        public TypeSerializerSnapshot<Handed> snapshotConfiguration() {
            throw refusal();
        }
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
        return 1;
    }

    @Override
    public int getTotalFields() {
        return 1;
    }

    @Override
    public Class<Handed> getTypeClass() {
        return Handed.class;
    }

    @Override
    public boolean isKeyType() {
        return false;
    }

    @Override
    @SuppressWarnings("deprecation") // the type has to implement it
    public TypeSerializer<Handed> createSerializer(ExecutionConfig config) {
        return new Refusing();
    }

    @Override
    public String toString() {
        return "HandedType";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HandedType;
    }

    @Override
    public int hashCode() {
        return HandedType.class.hashCode();
    }

    @Override
    public boolean canEqual(Object other) {
        return other instanceof HandedType;
    }
}
