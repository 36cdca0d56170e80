package dev.weft.connector.kafka.source.enumerator;

import dev.weft.connector.kafka.source.split.KafkaPartitionSplit;
import dev.weft.connector.kafka.source.split.KafkaPartitionSplitSerializer;
import dev.weft.core.io.SimpleVersionedSerializer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/**
 * Serializer of {@link KafkaSourceEnumState}. Version 1, big endian: whether the first discovery has finished (boolean),
 * the number of partitions (int) and each as topic (UTF) and number (int), the number of splits (int) and each as
 * {@link KafkaPartitionSplitSerializer} writes it. Has no state.
 */
public final class KafkaSourceEnumStateSerializer implements SimpleVersionedSerializer<KafkaSourceEnumState> {

    private static final int VERSION = 1;

    @Override
    public int getVersion() {
        return VERSION;
    }

    @Override
    public byte[] serialize(KafkaSourceEnumState state) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeBoolean(state.initialDiscoveryFinished());
        out.writeInt(state.discovered().size());
        for (TopicPartition partition : state.discovered()) {
            out.writeUTF(partition.topic());
            out.writeInt(partition.partition());
        }
        out.writeInt(state.unassigned().size());
        for (KafkaPartitionSplit split : state.unassigned()) {
            KafkaPartitionSplitSerializer.write(split, out);
        }
        return bytes.toByteArray();
    }

    @Override
    public KafkaSourceEnumState deserialize(int version, byte[] serialized) throws IOException {
        if (version != VERSION) {
            throw new IOException("the state of a Kafka source's enumerator of version " + version
                    + " can't be read; this release reads version " + VERSION);
        }
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(serialized));
        boolean initialDiscoveryFinished = in.readBoolean();
        Set<TopicPartition> discovered = new HashSet<>();
        for (int left = in.readInt(); left > 0; left--) {
            discovered.add(new TopicPartition(in.readUTF(), in.readInt()));
        }
        List<KafkaPartitionSplit> unassigned = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            unassigned.add(KafkaPartitionSplitSerializer.read(in));
        }
        return new KafkaSourceEnumState(discovered, unassigned, initialDiscoveryFinished);
    }
}
