package dev.weft.connector.kafka.source.split;

import dev.weft.core.io.SimpleVersionedSerializer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import org.apache.kafka.common.TopicPartition;

/**
 * Serializer of {@link KafkaPartitionSplit}. Version 1, big endian: topic (UTF), partition (int), starting offset (long),
 * stopping offset (long, {@code Long.MIN_VALUE} for none). Has no state.
 */
public final class KafkaPartitionSplitSerializer implements SimpleVersionedSerializer<KafkaPartitionSplit> {

    private static final int VERSION = 1;

    @Override
    public int getVersion() {
        return VERSION;
    }

    @Override
    public byte[] serialize(KafkaPartitionSplit split) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(64);
        write(split, new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    @Override
    public KafkaPartitionSplit deserialize(int version, byte[] serialized) throws IOException {
        if (version != VERSION) {
            throw new IOException("a Kafka source's split of version " + version
                    + " can't be read; this release reads version " + VERSION);
        }
        return read(new DataInputStream(new ByteArrayInputStream(serialized)));
    }

    /** Writes a split in the current version. */
    public static void write(KafkaPartitionSplit split, DataOutput out) throws IOException {
        out.writeUTF(split.getTopic());
        out.writeInt(split.getPartition());
        out.writeLong(split.getStartingOffset());
        out.writeLong(split.getStoppingOffset().orElse(KafkaPartitionSplit.NO_STOPPING_OFFSET));
    }

    /** Reads a split of the current version. */
    public static KafkaPartitionSplit read(DataInput in) throws IOException {
        return new KafkaPartitionSplit(new TopicPartition(in.readUTF(), in.readInt()), in.readLong(), in.readLong());
    }
}
